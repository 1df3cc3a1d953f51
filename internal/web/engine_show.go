package web

// engineShow shows how everything is that works without people.
func (s *Site) engineShow(v *visit) error {
	view, err := s.Reads.EngineView(v.ctx(), v.who)
	if err != nil {
		return err
	}
	return v.render("engine", view)
}
