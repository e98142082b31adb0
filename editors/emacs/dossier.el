;;; dossier.el --- dossierkit through eglot  -*- lexical-binding: t; -*-

;; Emacs 29 or newer has eglot; for older ones install it from GNU ELPA. Put this file into a folder
;; of `load-path' and write (require 'dossier) into init.el.

;;; Code:

(require 'eglot)
(require 'project)

(defgroup dossier nil "Business relationships in plain files." :group 'text)

(defcustom dossier-command '("dossier" "lsp")
  "The program that is started, with its arguments."
  :type '(repeat string))

(defun dossier-root (folder)
  "The root of the book that FOLDER is in, or nil."
  (locate-dominating-file folder "dossiers/book.yaml"))

(defun dossier-project (folder)
  "A book as a project, so that there is one server for it; nil outside of FOLDER's books."
  (let ((root (dossier-root folder)))
    (and root (cons 'transient root))))

(define-derived-mode dossier-mode text-mode "Dossier"
  "A file of a book."
  (setq-local comment-start "# "))

(add-to-list 'eglot-server-programs (cons 'dossier-mode (lambda (&rest _) dossier-command)))
(add-hook 'project-find-functions #'dossier-project)
(add-to-list 'auto-mode-alist
             '("/dossiers/\\(?:customers\\|companies\\|countries\\|team\\)/[^/]+\\.md\\'" . dossier-mode))
(add-to-list 'auto-mode-alist '("/dossiers/book\\.yaml\\'" . dossier-mode))
(add-hook 'dossier-mode-hook #'eglot-ensure)

(provide 'dossier)
;;; dossier.el ends here
