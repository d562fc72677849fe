// Applies the colour scheme before anything is drawn. A file of its own, because the page allows no inline scripts.
(function () {
  var stored = localStorage.getItem('mantine-color-scheme-value') || 'auto'
  var dark = stored === 'dark' || (stored === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
