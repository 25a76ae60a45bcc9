import { openWorld } from '/work/main/server/test/world.ts'
const world = await openWorld()
const owner = await world.workspace({credits:'100'})
const body = JSON.stringify({ tool:'image-upscale', quality:'standard', options:{scale:4}, iterations:2, plan:'business', sources:[{name:'a', sha256:'0'.repeat(64), measurement:{media:'image',format:'jpeg',width:800,height:600,bytes:1000}}] })
const ask = async () => { const a = await world.app.request('http://127.0.0.1:7420/api/v1/estimates', {method:'POST', headers:{host:'127.0.0.1:7420', authorization:`Bearer ${owner.key}`, 'content-type':'application/json'}, body}); await a.text() }
for(let i=0;i<200;i++) await ask()
const { Session } = await import('node:inspector/promises')
const s = new Session(); s.connect(); await s.post('Profiler.enable'); await s.post('Profiler.start')
const t=performance.now(), c0=process.cpuUsage(); const n=1500
await Promise.all(Array.from({length:8}, async()=>{ for(let i=0;i<n/8;i++) await ask() }))
const c=process.cpuUsage(c0)
console.log('per request', ((performance.now()-t)/n).toFixed(3),'ms; cpu (all threads)', ((c.user+c.system)/1000/n).toFixed(3))
const { profile } = await s.post('Profiler.stop')
const self = new Map<string, number>(); const dt = profile.timeDeltas!, byId = new Map(profile.nodes.map(x=>[x.id,x]))
profile.samples!.forEach((id,i)=>{ const nd=byId.get(id)!; const k=`${nd.callFrame.functionName} ${nd.callFrame.url.split('/').slice(-3).join('/')}:${nd.callFrame.lineNumber}`; self.set(k,(self.get(k)??0)+dt[i]!) })
console.log([...self].sort((a,b)=>b[1]-a[1]).slice(0,25).map(([k,v])=>`${(v/1000/n).toFixed(4)} ms ${k}`).join('\n'))
await world.close()
