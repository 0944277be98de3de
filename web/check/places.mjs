// places.mjs - each page of src/pages.ts with an address of the demonstration, and who looks at it.
const pool = '500000'
const project = 'CS-HCDL-2023-1'
export const demo = { pool, project, product: 'C1401010011300110001', hospital: 'chongqing-hospital', agreement: `/agreements/${pool}/${project}/1/H50010100101/9150010300010001X3/9150010300010503X9` }

const of = `/p/${pool}/projects/${project}`
const office = 'chongqing-bureau'
const hospital = demo.hospital

export const places = [
  { name: 'portal', path: '/' },
  { name: 'announcements', path: '/announcements' },
  { name: 'announcement', path: `/announcements/${pool}/${project}/none`, missing: true },
  { name: 'portal-project', path: `/public/${pool}/${project}` },
  { name: 'listings', path: '/listings?q=刀头' },
  { name: 'listing', path: `/listings/${pool}/${demo.product}` },
  { name: 'open-data', path: '/open-data' },
  { name: 'verify', path: '/verify' },
  { name: 'login', path: '/login' },
  { name: 'ticket', path: '/ticket' },
  { name: 'register', path: '/register' },
  { name: 'terms', path: '/terms' },
  { name: 'home', path: '/home', as: hospital },
  { name: 'reminders', path: '/reminders', as: hospital },
  { name: 'account', path: '/account', as: hospital },
  { name: 'signing-keys', path: '/signing-keys', as: hospital },
  { name: 'project-report', path: `${of}/report`, as: hospital },
  { name: 'project-choices', path: `${of}/choices`, as: hospital },
  { name: 'agreements', path: '/agreements', as: hospital },
  { name: 'agreement', path: demo.agreement, as: hospital },
  { name: 'bargains', path: `/bargains?product=${demo.product}`, as: hospital },
  { name: 'recorded-purchases', path: '/recorded-purchases', as: hospital },
  { name: 'projects', path: '/projects', as: office },
  { name: 'project', path: of, as: office },
  { name: 'project-participants', path: `${of}/participants`, as: office },
  { name: 'project-documents', path: `${of}/documents`, as: office },
  { name: 'document', path: `${of}/documents/none`, as: office, missing: true },
  { name: 'project-announcements', path: `${of}/announcements`, as: office },
  { name: 'project-announcement', path: `${of}/announcements/none`, as: office, missing: true },
  { name: 'project-demand', path: `${of}/demand`, as: office },
  { name: 'project-volumes', path: `${of}/volumes`, as: office },
  { name: 'project-opening', path: `${of}/opening`, as: office },
  { name: 'project-award', path: `${of}/award`, as: office },
  { name: 'registrations', path: '/registrations', as: office },
  { name: 'registration', path: '/registrations/none/1', as: office, missing: true },
  { name: 'imports', path: '/imports', as: office },
  { name: 'price-reports', path: '/price-reports', as: office },
  { name: 'institutions', path: '/institutions', as: office },
  { name: 'companies', path: '/companies', as: office },
  { name: 'products', path: '/products', as: office },
  { name: 'feed', path: '/feed', as: office },
  { name: 'people', path: '/people', as: office },
  { name: 'project-bids', path: `${of}/bids`, as: 'chongqing-registrant' },
  { name: 'offers', path: '/offers', as: 'chongqing-registrant' },
  { name: 'log', path: '/log', as: 'chongqing-auditor' },
]
