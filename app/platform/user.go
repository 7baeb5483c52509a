package platform

import (
	"os"
	"os/user"
)

// UserName is the name of who sits at the computer, as the system knows it, or
// what the environment variable UNIONLEDGER_OPERATOR says; "" when neither does.
func UserName() string {
	if name := os.Getenv("UNIONLEDGER_OPERATOR"); name != "" {
		return name
	}
	u, err := user.Current()
	switch {
	case err != nil:
		return ""
	case u.Name != "":
		return u.Name
	}
	return u.Username
}
