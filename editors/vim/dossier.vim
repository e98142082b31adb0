" The language server of dossierkit in Vim, through ALE (https://github.com/dense-analysis/ale).
" Put this file into ~/.vim/plugin/ beside ALE.

let g:dossier_command = get(g:, 'dossier_command', 'dossier')

" The root of the book a buffer is in, or an empty text.
function! DossierRoot(buffer) abort
  let l:policy = findfile('dossiers/book.yaml', fnamemodify(bufname(a:buffer), ':p:h') . ';')
  return empty(l:policy) ? '' : fnamemodify(l:policy, ':p:h:h')
endfunction

function! s:Define() abort
  for l:type in ['markdown', 'yaml', 'csv']
    call ale#linter#Define(l:type, {
    \   'name': 'dossier',
    \   'lsp': 'stdio',
    \   'executable': g:dossier_command,
    \   'command': '%e lsp',
    \   'project_root': function('DossierRoot'),
    \})
  endfor
endfunction

augroup dossier
  autocmd!
  autocmd VimEnter * if exists('*ale#linter#Define') || !empty(globpath(&runtimepath, 'autoload/ale/linter.vim')) | call s:Define() | endif
  autocmd BufRead,BufNewFile */dossiers/*.md,*/dossiers/*/*.md setlocal omnifunc=ale#completion#OmniFunc
augroup END
