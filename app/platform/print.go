package platform

// Print has the system's own program for a file print it; where that cannot, the file is
// opened, to be printed from there, and sent is false. The error is a sentence for people.
func Print(path string) (sent bool, err error) {
	if printDirectly(path) {
		return true, nil
	}
	return false, OpenFile(path)
}
