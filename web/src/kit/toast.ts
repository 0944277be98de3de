// toast.ts - a short word that something was done; it goes by itself and is read out.
import { ElMessage } from 'element-plus/es/components/message/index.mjs'
import 'element-plus/es/components/message/style/css'

export function toast(message: string) {
  ElMessage({ message, type: 'success', duration: 3500, showClose: true })
}
