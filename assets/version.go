package assets

// Version is the program's version; FyneApp.toml says the same.
const Version = "0.1.0"
