package main

import (
	_ "embed"

	"unionledger/assets"
)

// thirdParty lies at the top of the project, where people look for it; only a file
// beside it can put it into the program.
//
//go:embed THIRD_PARTY.md
var thirdParty []byte

func init() { assets.ThirdParty = thirdParty }
