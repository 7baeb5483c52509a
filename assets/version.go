package assets

// Version is the program's version; FyneApp.toml says the same.
const Version = "0.1.0"

// ThirdParty is the text of the licences of everything built in, THIRD_PARTY.md, which
// the program's main file puts here.
var ThirdParty []byte
