-- Asks a real editor, without a screen, what its user would see; prints it as JSON into a file.
local folder, book, python, out = vim.env.DOSSIER_LUA, vim.env.DOSSIER_TEST_BOOK, vim.env.DOSSIER_PYTHON, vim.env.DOSSIER_OUT
package.path = folder .. "/?.lua;" .. package.path
require("dossier").setup({ cmd = { python, "-m", "dossierkit", "lsp" } })

local function until_true(what, condition)
  if not vim.wait(60000, condition, 20) then
    error("no answer: " .. what)
  end
end

local said = {}

local function find(word)
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  vim.fn.search("\\V" .. word, "cW")
end

-- Newer versions count letters in bytes, older ones in units of UTF-16: as agreed with the server.
local function encoding()
  local _, client = next(vim.lsp.buf_get_clients(0))
  return client.offset_encoding
end

local function request(method, more)
  local params = vim.lsp.util.make_position_params(0, encoding())
  for name, value in pairs(more or {}) do
    params[name] = value
  end
  local result = vim.lsp.buf_request_sync(0, method, params, 60000)
  for _, one in pairs(result or {}) do
    return one.result
  end
end

local function main()
  vim.cmd("edit " .. vim.fn.fnameescape(book .. "/dossiers/customers/anna-schmidt.md"))
  until_true("client", function() return #vim.lsp.buf_get_clients(0) > 0 and vim.lsp.buf_get_clients(0)[next(vim.lsp.buf_get_clients(0))].initialized end)
  until_true("diagnostics", function() return #vim.diagnostic.get(0) > 0 end)
  for _, one in ipairs(vim.diagnostic.get(0)) do
    said.code = one.code or (one.user_data and one.user_data.lsp and one.user_data.lsp.code)
    said.underlined = vim.api.nvim_buf_get_text(0, one.lnum, one.col, one.end_lnum, one.end_col, {})[1]
  end
  said.outline = vim.fn.maparg("gO", "n")
  said.remarks = vim.lsp.inlay_hint == nil or vim.lsp.inlay_hint.is_enabled({ bufnr = 0 })
  said.folds = vim.lsp.foldexpr == nil or vim.wo.foldexpr == "v:lua.vim.lsp.foldexpr()"
  -- The slip is mended by hand: the letters are sent as they are typed.
  find("harmonic")
  vim.cmd("normal! cwharmony")
  until_true("no diagnostics", function() return #vim.diagnostic.get(0) == 0 end)
  find("company: ")
  vim.cmd("normal! A")
  vim.api.nvim_win_set_cursor(0, { vim.fn.line("."), 9 })
  local items = request("textDocument/completion").items
  said.offered = vim.tbl_map(function(one) return one.label end, items)
  find("karl-brandt")
  said.hover = request("textDocument/hover").contents.value
  vim.lsp.buf.definition()
  until_true("definition", function() return vim.fn.expand("%:t") == "karl-brandt.md" end)
  said.line = vim.fn.getline(".")
  vim.cmd("buffer #")
  find("karl-brandt")
  local edit = request("textDocument/rename", { newName = "kb-1" })
  vim.lsp.util.apply_workspace_edit(edit, encoding())
  until_true("rename", function() return vim.fn.filereadable(book .. "/dossiers/customers/kb-1.md") == 1 end)
  find("kb-1")
  said.renamed = vim.fn.getline(".")
end

local fine, problem = pcall(main)
said.problem = not fine and tostring(problem) or nil
vim.fn.writefile({ vim.fn.json_encode(said) }, out)
for _, client in pairs(vim.lsp.get_active_clients()) do
  client.stop()
end
vim.cmd("qall!")
