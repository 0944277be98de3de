// shade.ts - light or dark: as the machine says, until somebody chooses.
import { ref } from 'vue'

export const dark = ref(false)
const machine = matchMedia('(prefers-color-scheme: dark)')

function apply() {
  const chosen = localStorage.getItem('shade')
  dark.value = chosen === null ? machine.matches : chosen === 'dark'
  document.documentElement.classList.toggle('dark', dark.value)
}

export function follow() {
  apply()
  machine.addEventListener('change', apply)
}

export function turn() {
  localStorage.setItem('shade', dark.value ? 'light' : 'dark')
  apply()
}
