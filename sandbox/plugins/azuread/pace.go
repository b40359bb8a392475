package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"
)

// paceVariable names the environment variable that shortens the real plugin's waits.
const paceVariable = "MTO_SANDBOX_WAIT_FACTOR"

// pace turns the real plugin's durations into those of this run.
//
// Every wait and every time limit is the real one divided by factor; grace is added to a time limit, since the
// computer itself does not get faster.
type pace struct {
	factor float64
	grace  time.Duration
}

// newPace reads the factor from the environment: 20 unless told, 1 = the real waits.
func newPace() (pace, error) {
	text := os.Getenv(paceVariable)
	if text == "" {
		return pace{factor: 20, grace: 5 * time.Second}, nil
	}
	factor, err := strconv.ParseFloat(text, 64)
	if err != nil || factor <= 0 {
		return pace{}, fmt.Errorf("%s must be a number above 0, not %q", paceVariable, text)
	}
	return pace{factor: factor, grace: 5 * time.Second}, nil
}

func (p pace) shorten(real time.Duration) time.Duration {
	return time.Duration(float64(real) / p.factor)
}

// limit bounds an operation by the resource's real timeout, at this pace.
func (p pace) limit(ctx context.Context, real time.Duration) (context.Context, context.CancelFunc) {
	ctx = context.WithValue(ctx, timeoutKey{}, real)
	return context.WithTimeout(ctx, p.shorten(real)+p.grace)
}

// timeoutKey finds the real timeout of the running operation: the number of retries and the texts rest on it.
type timeoutKey struct{}

func realTimeout(ctx context.Context) (time.Duration, bool) {
	real, ok := ctx.Value(timeoutKey{}).(time.Duration)
	return real, ok
}

// sleep waits for a real duration at this pace, or until the operation ends.
func (p pace) sleep(ctx context.Context, real time.Duration) error {
	timer := time.NewTimer(p.shorten(real))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// steadiness says when a wait is over: so many looks in a row, so far apart, that all show what is waited for.
type steadiness struct {
	looks    int
	interval time.Duration
	target   string // the state's name in the error text
}

// The measured plugin (azuread 6.9.1) looked ten times, two seconds apart. Terraform's azuread 3.5 to 3.9 say five
// times, five seconds apart: the same twenty seconds.
var (
	steadyUpdate = steadiness{looks: 10, interval: 2 * time.Second, target: "Done"}
	steadyGone   = steadiness{looks: 10, interval: 2 * time.Second, target: "Deleted"}
	// Terraform's azuread, directory_role_assignment: three times, one second apart.
	steadyRole = steadiness{looks: 3, interval: time.Second, target: "Done"}
)

// settle looks until `look` has been true as often in a row as `want` says, the first time at once.
//
// A look that fails ends the wait. After the time limit the error is the one of Terraform's StateChangeConf.
func (p pace) settle(ctx context.Context, want steadiness, look func(context.Context) (bool, error)) error {
	seen := 0
	for {
		there, err := look(ctx)
		if err != nil {
			if ctx.Err() != nil {
				return waitEnded(ctx, want)
			}
			return fmt.Errorf("retrieving resource: %w", err)
		}
		if !there {
			seen = 0
		} else if seen++; seen == want.looks {
			return nil
		}
		if p.sleep(ctx, want.interval) != nil {
			return waitEnded(ctx, want)
		}
	}
}

func waitEnded(ctx context.Context, want steadiness) error {
	if !errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return ctx.Err()
	}
	real, _ := realTimeout(ctx)
	return fmt.Errorf("timeout while waiting for state to become '%s' (last state: 'Waiting', timeout: %s)", want.target, real)
}
