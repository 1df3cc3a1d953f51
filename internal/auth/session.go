package auth

import (
	"cmp"
	"context"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth/signin"
)

// maxAgent is how much is kept of what a browser calls itself, in bytes.
const maxAgent = 300

func nobody() error {
	return claim.Errorf(claim.CodeUnauthenticated, "you are not signed in").WithHint("sign in; what you typed is kept")
}

// Session finds the session that a cookie stands for, and notes that it is used.
// It returns [claim.CodeUnauthenticated] for one that is not known, was revoked,
// has not been used for the desk's idle time or is over, and for one of a person
// who is disabled.
func (s *Service) Session(ctx context.Context, token string, v Visitor) (signin.Session, error) {
	if token == "" {
		return signin.Session{}, nobody()
	}
	session, err := s.store.SessionByHash(ctx, hashOf(token))
	if claim.CodeOf(err) == claim.CodeNotFound {
		return signin.Session{}, nobody()
	}
	if err != nil {
		return signin.Session{}, err
	}
	now, idle := s.now(), s.idle(ctx)
	if !now.Before(session.EndsAt) || now.Sub(session.SeenAt) >= idle {
		return signin.Session{}, nobody()
	}
	if _, err := s.account(ctx, session.Person); err != nil {
		return signin.Session{}, err
	}
	return s.see(ctx, session, v, now, idle)
}

// see notes a use, at most once a minute: reading must not cost a write each time.
func (s *Service) see(ctx context.Context, session signin.Session, v Visitor, now time.Time, idle time.Duration) (signin.Session, error) {
	if v.Address == session.Address && now.Sub(session.SeenAt) < min(time.Minute, idle/10) {
		return session, nil
	}
	session.SeenAt, session.Address, session.Agent = now, v.Address, shorten(v.Agent)
	return session, s.store.SeeSession(ctx, session)
}

func (s *Service) idle(ctx context.Context) time.Duration {
	if s.settings.Idle == nil {
		return DefaultIdle
	}
	return cmp.Or(s.settings.Idle(ctx), DefaultIdle)
}

// account is who has signed in, unless disabled or gone.
func (s *Service) account(ctx context.Context, person uuid.UUID) (signin.Account, error) {
	who, err := s.door.Account(ctx, person.String())
	if claim.CodeOf(err) == claim.CodeNotFound || err == nil && who.Disabled {
		return signin.Account{}, nobody()
	}
	return who, err
}

// begin opens a session for a person who has shown who they are.
func (s *Service) begin(ctx context.Context, v Visitor, person uuid.UUID, method people.CredentialKind, twoFactors bool) (SignedIn, error) {
	now, token := s.now(), newSecret()
	session := signin.Session{
		ID: uuid.New(), Hash: hashOf(token), Person: person, Method: method, SecondFactor: twoFactors,
		MadeAt: now, SeenAt: now, EndsAt: now.Add(SessionLife), Address: v.Address, Agent: shorten(v.Agent),
	}
	err := s.door.Note(ctx, person, people.NoteSignIn{Session: session.ID, Method: method, SecondFactor: twoFactors})
	if err != nil {
		return SignedIn{}, err
	}
	return SignedIn{token, session}, s.store.PutSession(ctx, session)
}

// renew gives a session another token and ends the person's others: how the
// person signs in has changed.
func (s *Service) renew(ctx context.Context, session signin.Session) (SignedIn, error) {
	if err := s.endOthers(ctx, session, people.CredentialsChanged); err != nil {
		return SignedIn{}, err
	}
	token := newSecret()
	session.Hash = hashOf(token)
	err := s.store.RotateSession(ctx, session.ID, session.Hash)
	if claim.CodeOf(err) == claim.CodeNotFound {
		err = nobody()
	}
	return SignedIn{token, session}, err
}

func (s *Service) endOthers(ctx context.Context, session signin.Session, reason people.SessionEnd) error {
	sessions, err := s.store.Sessions(ctx, session.Person)
	if err != nil {
		return err
	}
	for _, other := range sessions {
		if other.ID == session.ID {
			continue
		}
		if err := s.end(ctx, other, reason); err != nil && claim.CodeOf(err) != claim.CodeNotFound {
			return err
		}
	}
	return nil
}

// end ends a session, and notes that it did.
func (s *Service) end(ctx context.Context, session signin.Session, reason people.SessionEnd) error {
	if err := s.store.RemoveSession(ctx, session.Person, session.ID); err != nil {
		return err
	}
	return s.door.Note(ctx, session.Person, people.EndSession{Session: session.ID, Reason: reason})
}

// SignOut ends the session that a cookie stands for. One that is over already is
// no error.
func (s *Service) SignOut(ctx context.Context, token string) error {
	session, err := s.store.SessionByHash(ctx, hashOf(token))
	if err == nil {
		err = s.end(ctx, session, people.SignedOut)
	}
	if claim.CodeOf(err) == claim.CodeNotFound {
		return nil
	}
	return err
}

// Sessions lists the sessions of a person that are not over, the one used last first.
func (s *Service) Sessions(ctx context.Context, person uuid.UUID) ([]signin.Session, error) {
	all, err := s.store.Sessions(ctx, person)
	now, idle := s.now(), s.idle(ctx)
	var open []signin.Session
	for _, session := range all {
		if now.Before(session.EndsAt) && now.Sub(session.SeenAt) < idle {
			open = append(open, session)
		}
	}
	return open, err
}

// RevokeSession ends one of a person's sessions. It returns [claim.CodeNotFound]
// if it is not theirs, or over.
func (s *Service) RevokeSession(ctx context.Context, person, id uuid.UUID) error {
	return s.end(ctx, signin.Session{ID: id, Person: person}, people.SessionRevoked)
}

// RevokeOtherSessions ends all sessions of a person but this one.
func (s *Service) RevokeOtherSessions(ctx context.Context, session signin.Session) error {
	return s.endOthers(ctx, session, people.SessionRevoked)
}

// shorten cuts a text at a character.
func shorten(text string) string {
	if len(text) <= maxAgent {
		return text
	}
	text = text[:maxAgent]
	for !utf8.ValidString(text) && len(text) > 0 {
		text = text[:len(text)-1]
	}
	return text
}
