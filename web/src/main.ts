import { createApp } from 'vue'
import App from './App.vue'
import { fetchPage, router } from './router'
import { start } from './session'
import { follow } from './shade'
import { speak } from './words'
import 'element-plus/theme-chalk/base.css'
import 'element-plus/theme-chalk/dark/css-vars.css'
import './style/tokens.css'
import './style/base.css'
import './style/print.css'

follow()
fetchPage(location.pathname) // asked for together with the words and who is here
const started = start().catch(() => undefined) // the page says it itself: every call of it will fail the same way
await Promise.all([speak(), started])
const app = createApp(App)
app.use(router)
app.mount('#app')
