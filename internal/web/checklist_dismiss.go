package web

// checklistDismiss puts the list of first steps away.
func (s *Site) checklistDismiss(v *visit) error {
	if err := s.Reads.DismissChecklist(v.ctx(), v.who); err != nil {
		return err
	}
	return v.done("/", "The first steps are put away.")
}
