"""Scripts judged while somebody writes them: what `callaudit lsp` answers an editor."""
