// places.mjs - each page of src/pages.ts with an address of the demonstration, and who looks at it.
const pool = '500000'
const project = 'CS-HCDL-2023-1'
export const demo = { pool, project, product: 'C1401010011300110001', hospital: 'chongqing-hospital' }

export const places = [
  { name: 'portal', path: '/' },
  { name: 'announcements', path: '/announcements' },
  { name: 'portal-project', path: `/public/${pool}/${project}` },
  { name: 'listings', path: '/listings?q=刀头' },
  { name: 'listing', path: `/listings/${pool}/${demo.product}` },
  { name: 'open-data', path: '/open-data' },
  { name: 'verify', path: '/verify' },
  { name: 'login', path: '/login' },
  { name: 'ticket', path: '/ticket' },
  { name: 'register', path: '/register' },
  { name: 'terms', path: '/terms' },
  { name: 'registrations', path: '/registrations', as: 'chongqing-bureau' },
  { name: 'home', path: '/home', as: 'chongqing-hospital' },
  { name: 'account', path: '/account', as: 'chongqing-hospital' },
  { name: 'people', path: '/people', as: 'chongqing-bureau' },
]
