"""住房公积金: accounts and monthly payments to the housing fund."""
