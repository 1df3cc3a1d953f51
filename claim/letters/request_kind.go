package letters

import "github.com/onrecord/onrecord/claim"

// checkKind refuses a kind of request that there is not, and a records request that does
// not say what it is made under.
func checkKind(b Ask) error {
	if err := claim.OneOf("kind", b.Kind.OrComment(), claim.RequestKinds); err != nil {
		return err
	}
	switch records := b.Kind == claim.RecordsRequest; {
	case records && b.Statute == "":
		return claim.Errorf(claim.CodeInvalid, "a records request says under which statute it is made").
			WithField("statute", "name the statute, such as the Freedom of Information Act 2000")
	case !records && b.Statute != "":
		return claim.Errorf(claim.CodeInvalid, "%s is made under no statute", b.Kind.One()).
			WithField("statute", "leave it empty, or make it a records request")
	}
	return nil
}
