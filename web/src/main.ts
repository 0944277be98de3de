import { createApp } from 'vue'
import App from './App.vue'
import { router } from './router'
import { start } from './session'
import { follow } from './shade'
import { speak } from './words'
import 'element-plus/theme-chalk/base.css'
import 'element-plus/theme-chalk/dark/css-vars.css'
import './style/tokens.css'
import './style/base.css'
import './style/print.css'

follow()
await speak()
const app = createApp(App)
try {
  await start()
} catch {
  // the page says it itself: every call of it will fail the same way
}
app.use(router)
app.mount('#app')
