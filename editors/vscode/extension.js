// Starts 'dossier lsp' for the files of a book; everything else is the server's.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

/** The files of a book that the server knows. */
const FILES = "**/{dossiers,templates}/**/*.{md,yaml,csv}";

let client;

async function start() {
  const [command, ...args] = vscode.workspace.getConfiguration("dossier").get("command");
  const server = { command, args };
  const options = { documentSelector: [{ scheme: "file", pattern: FILES }] };
  client = new LanguageClient("dossier", "dossierkit", server, options);
  try {
    await client.start();
  } catch (error) {
    // What the client throws is an Error or a mere text.
    vscode.window.showErrorMessage(
      `dossierkit: '${command}' can't be started (${error?.message ?? error}). ` +
        "Install it with: pip install 'dossierkit[lsp]', or name it in the setting dossier.command."
    );
  }
}

async function stop() {
  const running = client;
  client = undefined;
  if (running) {
    await running.stop();
  }
}

function activate(context) {
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration("dossier.command")) {
        await stop();
        await start();
      }
    })
  );
  return start();
}

module.exports = { activate, deactivate: stop };
