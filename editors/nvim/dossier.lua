-- The language server of dossierkit in Neovim. Put this file into ~/.config/nvim/lua/ and write
--     require("dossier").setup()
-- into init.lua. From 0.11 on it uses vim.lsp.config; before (0.7 and later) it starts the client
-- itself for each book, since those versions have no other way without a plugin.

local M = {}

-- The files of a book that the server knows, below its root.
local PARTS = { "dossiers/", "templates/" }

local function root_of(file)
  local folder = vim.fn.fnamemodify(file, ":p:h")
  while true do
    if vim.fn.filereadable(folder .. "/dossiers/book.yaml") == 1 then
      return folder
    end
    local above = vim.fn.fnamemodify(folder, ":h")
    if above == folder then
      return nil
    end
    folder = above
  end
end

local function is_of_book(file, root)
  for _, part in ipairs(PARTS) do
    if vim.startswith(file, root .. "/" .. part) then
      return true
    end
  end
  return false
end

-- 0.10 asks for the remarks anew when the server says so, but doesn't draw what it got.
local function draw_remarks(_, _, context)
  for _, buffer in ipairs(vim.lsp.get_buffers_by_client_id(context.client_id)) do
    if vim.lsp.inlay_hint.is_enabled({ bufnr = buffer }) then
      vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
    end
  end
  return vim.NIL
end

-- 0.7 to 0.10: one client for each book.
local clients = {}

local function attach(buffer, options)
  local file = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ":p")
  local root = root_of(file)
  if root == nil or not is_of_book(file, root) then
    return
  end
  if clients[root] == nil then
    local on_exit = function()
      clients[root] = nil
    end
    local settings = { cmd = options.cmd, root_dir = root, name = "dossier", on_exit = on_exit }
    if vim.lsp.inlay_hint then
      settings.handlers = { ["workspace/inlayHint/refresh"] = draw_remarks }
    end
    clients[root] = vim.lsp.start_client(vim.tbl_extend("keep", settings, options))
  end
  if clients[root] ~= nil then
    vim.lsp.buf_attach_client(buffer, clients[root])
    vim.bo[buffer].omnifunc = "v:lua.vim.lsp.omnifunc"
  end
end

local function keys(buffer)
  local function map(key, action)
    vim.api.nvim_buf_set_keymap(buffer, "n", key, "<cmd>lua vim.lsp.buf." .. action .. "()<cr>",
      { noremap = true, silent = true })
  end
  map("K", "hover")
  map("gd", "definition")
  map("grr", "references")
  map("grn", "rename")
  map("gra", "code_action")
  map("gO", "document_symbol")
end

-- Remarks in the text (from 0.10) and folding (from 0.11), which Neovim leaves off by itself. Whoever
-- folds in another way keeps it.
local function shown(client, buffer)
  local knows = client.server_capabilities
  if vim.lsp.inlay_hint and knows.inlayHintProvider then
    vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
  end
  if vim.lsp.foldexpr == nil or not knows.foldingRangeProvider then
    return
  end
  for _, window in ipairs(vim.fn.win_findbuf(buffer)) do
    local of_window = vim.wo[window][0]
    if of_window.foldmethod == "manual" then
      of_window.foldmethod = "expr"
      of_window.foldexpr = "v:lua.vim.lsp.foldexpr()"
      of_window.foldlevel = 99
    end
  end
end

--- Starts the server for every file of a book. Options: `cmd`, the program with its arguments;
--- `keys = false` leaves the keys alone; the others go to the client.
function M.setup(options)
  options = vim.tbl_extend("keep", options or {}, { cmd = { "dossier", "lsp" } })
  local wants_keys = options.keys ~= false
  options.keys = nil
  local before = options.on_attach
  options.on_attach = function(client, buffer)
    if wants_keys then
      keys(buffer)
    end
    shown(client, buffer)
    if before then
      before(client, buffer)
    end
  end
  if vim.fn.has("nvim-0.11") == 1 then
    vim.lsp.config("dossier", vim.tbl_extend("keep", options, {
      filetypes = { "markdown", "yaml", "csv" },
      root_dir = function(buffer, on_dir)
        local file = vim.api.nvim_buf_get_name(buffer)
        local root = root_of(file)
        if root ~= nil and is_of_book(file, root) then
          on_dir(root)
        end
      end,
    }))
    vim.lsp.enable("dossier")
    return
  end
  vim.api.nvim_create_autocmd({ "BufReadPost", "BufNewFile" }, {
    pattern = { "*.md", "*.yaml", "*.csv" },
    callback = function(given)
      attach(given.buf, options)
    end,
  })
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) then
      attach(buffer, options)
    end
  end
end

return M
