"""示例企业: synthetic companies with known faults, drawn from an explicit seed."""
