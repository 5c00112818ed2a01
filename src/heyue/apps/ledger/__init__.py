"""用工台账: the firm's living records with both times kept, the dates that follow from them, and where public help is found."""
