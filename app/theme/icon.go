package theme

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"unionledger/assets"
)

// icon is one drawing in one colour token. It colours itself when asked for its
// content: Fyne's own themed resources can only colour fills, and ours are strokes.
type icon struct {
	name  string
	color fyne.ThemeColorName
	svg   string
}

// Name holds the colour in force, since Fyne caches drawings by name.
func (i *icon) Name() string { return i.name + "-" + i.hex()[1:] + ".svg" }

// Content is the drawing in the colour in force.
func (i *icon) Content() []byte {
	return []byte(strings.ReplaceAll(i.svg, "currentColor", i.hex()))
}

func (i *icon) hex() string {
	r, g, b, _ := Color(i.color).RGBA()
	return fmt.Sprintf("#%02X%02X%02X", r>>8, g>>8, b>>8)
}

// Icon is the drawing assets/icons/<name>.svg in the colour of text, following
// light and dark. An unknown name gives the drawing of a question.
func Icon(name string) fyne.Resource { return IconIn(name, ColorText) }

// IconIn is Icon in another colour token.
func IconIn(name string, color fyne.ThemeColorName) fyne.Resource {
	content, err := assets.Files.ReadFile("icons/" + name + ".svg")
	if err != nil {
		content, _ = assets.Files.ReadFile("icons/help.svg")
	}
	return &icon{name: name, color: color, svg: string(content)}
}

// icons says which of our drawings stands for those of Fyne's that its widgets use.
var icons = map[fyne.ThemeIconName]string{
	base.IconNameArrowDropDown: "chevron-down",
	base.IconNameArrowDropUp:   "chevron-up",
	base.IconNameCancel:        "close",
	base.IconNameConfirm:       "check",
	base.IconNameContentClear:  "close",
	base.IconNameContentAdd:    "plus",
	base.IconNameContentRemove: "minus",
	base.IconNameContentCopy:   "copy",
	base.IconNameContentUndo:   "undo",
	base.IconNameContentRedo:   "redo",
	base.IconNameDelete:        "trash",
	base.IconNameDocument:      "document",
	base.IconNameError:         "error",
	base.IconNameFolder:        "folder",
	base.IconNameHelp:          "help",
	base.IconNameHome:          "home",
	base.IconNameInfo:          "info",
	base.IconNameMenu:          "menu",
	base.IconNameMenuExpand:    "chevron-right",
	base.IconNameNavigateBack:  "chevron-left",
	base.IconNameNavigateNext:  "chevron-right",
	base.IconNameSearch:        "search",
	base.IconNameSettings:      "settings",
	base.IconNameVisibility:    "eye",
	base.IconNameVisibilityOff: "eye-off",
	base.IconNameWarning:       "warning",
}

// Icon gives our drawing for one of Fyne's icon names where there is one.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	if own, ok := icons[name]; ok {
		return Icon(own)
	}
	return base.DefaultTheme().Icon(name)
}
