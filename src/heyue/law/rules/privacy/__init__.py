"""个人信息: personal data of employees."""
