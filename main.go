// 工会台账 (Union Ledger) keeps the ledger of a grassroots trade union. Without a
// verb on the command line it opens the window.
package main

import (
	"context"
	"os"
	"os/signal"

	"unionledger/app/command"
	"unionledger/app/platform"
	"unionledger/app/platform/opengl"
	"unionledger/app/window"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == opengl.ProbeFlag {
		os.Exit(opengl.Probe(os.Args[2:]))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	platform.JoinConsole()
	os.Exit(command.Run(ctx, os.Args[1:], os.Stdout, os.Stderr, window.Run))
}
