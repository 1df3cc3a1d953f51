package web

import (
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// mailImportView is the page to put mail in, and what became of the file that was sent last.
type mailImportView struct {
	Done []casework.ImportedMail
}

// mailImport shows the form to put mail in from a file.
func (s *Site) mailImport(v *visit) error { return v.render("mail_import", mailImportView{}) }

// mailImportSend puts mail in from a file, and says what became of each message.
func (s *Site) mailImportSend(v *visit) error {
	done, err := v.importMail()
	if err != nil {
		return v.refuse("mail_import", mailImportView{}, err)
	}
	return v.render("mail_import", mailImportView{done.Messages})
}

func (v *visit) importMail() (casework.MailImported, error) {
	var in casework.MailImportInput
	_, err := v.upload(casework.MaxMailFile + formRoom)
	if err != nil {
		return casework.MailImported{}, err
	}
	if in.Received, err = v.instant("received"); err != nil {
		return casework.MailImported{}, err
	}
	if in.Name, in.Data, err = v.file("mail", casework.MaxMailFile); err != nil {
		return casework.MailImported{}, err
	}
	if in.Name == "" {
		return casework.MailImported{}, fieldError("mail", "choose a file")
	}
	return do(v, operation.MailImport, operation.Body(in))
}
