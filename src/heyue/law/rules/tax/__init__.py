"""个人所得税: tax withheld from wages and annual bonuses."""
