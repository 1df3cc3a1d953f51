package auth

import "time"

// Parts of the package that tests look at.
var (
	StepOf   = stepOf
	HandleOf = func(handle, email, name string) string {
		return handleOf(identity{handle: handle, email: email, name: name})
	}
	FlowLife  = flowLife
	PerLimits = struct{ Here, Account, Address, SecondStep int }{perHere, perAccount, perAddress, perSecondStep}
)

// Window is within what attempts are counted.
const Window time.Duration = window

// Cheap makes hashes that take little work, and tells of each.
func (s *Service) Cheap(made func()) {
	s.hashes = newHashes(cost{time: 1, memory: 8, threads: 1})
	s.hashes.made = made
}

// Dear makes hashes that take a little more work.
func (s *Service) Dear() {
	made := s.hashes.made
	s.hashes = newHashes(cost{time: 2, memory: 8, threads: 1})
	s.hashes.made = made
}

// HashesAtOnce is how many hashes are made at once.
const HashesAtOnce = hashesAtOnce
