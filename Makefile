# What there is to do with this project. `make` alone lists it.

TAGS      := migrated_fynedo,no_emoji
# ci makes Fyne draw into memory, so that the windows' tests need no display.
TEST_TAGS := $(TAGS),ci
BINARY    := build/unionledger
# The state of the working copy is not stamped into the program: the same
# sources give the same file, in a clone and in an unpacked archive alike.
BUILD     := go build -trimpath -buildvcs=false -tags $(TAGS)

BUILD_NEEDS   := gcc libgl1-mesa-dev xorg-dev libwayland-dev libxkbcommon-dev x11-utils
TEST_NEEDS    := xvfb openbox xdotool imagemagick xclip python3-openpyxl libreoffice-calc poppler-utils
ROUND_NEEDS   := libreoffice-writer
WINDOWS_NEEDS := gcc-mingw-w64-x86-64 imagemagick
OPENGL_NEEDS  := gcc-mingw-w64-x86-64 g++-mingw-w64-x86-64 meson ninja-build python3-mako bison flex
PACK_NEEDS    := nsis zip osslsigncode
WINE_NEEDS    := wine wine64
STATICCHECK   := honnef.co/go/tools/cmd/staticcheck@v0.8.2

# Forms that are somebody else's and not shipped: where they lie beside the project
# the tests fill them too.
export UNIONLEDGER_TEMPLATES ?= $(abspath $(wildcard ../shared/templates))

.PHONY: help setup build run test formatted lint bench windows opengl portable installer test-windows screenshots round month notices clean

help:
	@echo 'make setup        install what building and testing need (Debian, Ubuntu)'
	@echo 'make run          build, and open the window on a demonstration ledger;'
	@echo '                  without a display, do the main job on the command line'
	@echo 'make test         every check and every test'
	@echo 'make lint         format, vet, staticcheck'
	@echo 'make bench        timings beside other programs doing the same work'
	@echo 'make windows      build build/unionledger.exe for Windows 10 and later'
	@echo 'make installer    the Windows installer, and make portable the zip that needs none'
	@echo 'make test-windows the Windows program, installer and zip tried under Wine'
	@echo 'make screenshots  pictures of every page, into build/screens'
	@echo 'make round        a whole negotiation clicked and typed in the window, its dossier opened'
	@echo 'make month        a month of dues clicked and typed in the window, held against the ledger'
	@echo 'make notices      write THIRD_PARTY.md anew after a library has changed'
	@echo 'make clean        remove build/'

setup:
	@scripts/setup.sh $(BUILD_NEEDS) $(TEST_NEEDS)

# go build itself knows what is up to date.
build:
	@scripts/setup.sh $(BUILD_NEEDS)
	@mkdir -p build
	$(BUILD) -o $(BINARY) .

run: build
	@scripts/run.sh $(BINARY)

test: setup formatted
	go vet -tags $(TEST_TAGS) ./...
	go test -tags $(TEST_TAGS) -timeout 15m ./...
	@$(MAKE) --no-print-directory build
	@scripts/smoke.sh $(BINARY)

formatted:
	@bad=$$(gofmt -l .); [ -z "$$bad" ] || { echo "not formatted (gofmt -w mends it):"; echo "$$bad"; exit 1; }

lint: setup formatted
	go vet -tags $(TEST_TAGS) ./...
	go run $(STATICCHECK) -tags $(TEST_TAGS) ./...

bench: build
	@bench/run.sh $(BINARY)

windows:
	@scripts/setup.sh $(WINDOWS_NEEDS)
	@scripts/windows/resources.sh
	CGO_ENABLED=1 GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc CXX=x86_64-w64-mingw32-g++ \
		$(BUILD) -ldflags '-s -w -H=windowsgui -extldflags=-Lbuild/windows/delay' -o $(BINARY).exe .

# The software OpenGL lies beside the program, where it looks for it.
opengl:
	@scripts/setup.sh $(OPENGL_NEEDS)
	@scripts/windows/opengl.sh build/opengl

portable installer: windows opengl
	@scripts/setup.sh $(PACK_NEEDS)
	@scripts/windows/$@.sh $(BINARY).exe build/opengl

test-windows: setup build portable installer
	@scripts/setup.sh $(WINE_NEEDS)
	@scripts/windows/test.sh $(BINARY)

screenshots: setup build
	@scripts/screenshots.sh $(BINARY)

round: setup build
	@scripts/setup.sh $(ROUND_NEEDS)
	@scripts/round.sh $(BINARY)

month: setup build
	@scripts/month.sh $(BINARY)

notices:
	go run ./scripts/notices

clean:
	rm -rf build
