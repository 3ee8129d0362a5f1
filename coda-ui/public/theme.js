// Runs before the first paint, so that a chosen theme never flashes the other one.
// A file of its own because the content security policy forbids inline scripts.
try {
  const { state } = JSON.parse(localStorage.getItem('coda-settings'));
  if (state.theme !== 'system') document.documentElement.dataset.theme = state.theme;
} catch {
  // Nothing chosen yet, or storage is closed: the system's preference applies.
}
