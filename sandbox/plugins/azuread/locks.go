package main

import "sync"

// locks serialises operations on one object inside this process, as the real plugin does.
type locks struct {
	guard sync.Mutex
	held  map[string]*sync.Mutex
}

// hold takes the lock of one object and returns how to let go of it.
func (l *locks) hold(name string) func() {
	l.guard.Lock()
	if l.held == nil {
		l.held = map[string]*sync.Mutex{}
	}
	lock, ok := l.held[name]
	if !ok {
		lock = &sync.Mutex{}
		l.held[name] = lock
	}
	l.guard.Unlock()
	lock.Lock()
	return lock.Unlock
}
