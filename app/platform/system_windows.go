package platform

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// SystemName is the operating system and its version, in a few words.
func SystemName() string {
	v := windows.RtlGetVersion()
	name := fmt.Sprintf("Windows %d.%d.%d", v.MajorVersion, v.MinorVersion, v.BuildNumber)
	if v.ProductType != 1 { // VER_NT_WORKSTATION
		name += " Server"
	}
	return name
}
