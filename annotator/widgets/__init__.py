"""What is drawn: values in, signals out; knows only domain and Qt."""
