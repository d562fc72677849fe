/** Programs that act for people: API tokens, codes on another screen, addresses of this machine. */
import { strict as assert } from 'node:assert'
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { House, Stories } from '../harness.ts'
import { asAda, ask, choose, revealToken } from '../people.ts'

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

export const programs: Stories = {
  'the token of a session is hidden until asked for': async (house) => {
    const page = await asAda(house)
    await page.goto(`${house.url}/`)
    await choose(page, 'Get token')
    assert.match((await page.getByTestId('token-file').textContent()) ?? '', /"token": "•+"/)
    const { token } = await revealToken(page)
    assert.equal((await ask(house, 'GET', '/api/user', { token })).body['userId'], 'ada')
  },

  'an API token is made, does what it is for and no more, and is revoked': async (house) => {
    const page = await asAda(house)
    await page.goto(`${house.url}/`)
    await choose(page, 'API tokens')
    await page.getByTestId('empty-state').waitFor()
    await page.getByTestId('new-token').first().click()
    await page.getByTestId('token-name').fill('deploy pipeline')
    await page.getByTestId('token-some').click()
    assert.ok(await page.getByTestId('token-submit').isDisabled(), 'a token for nothing would be one for everything')
    await page.getByTestId('key-designs.read').click()
    await page.getByTestId('token-submit').click()
    const { token, 'meshery-provider': provider } = await revealToken(page)
    assert.equal(provider, 'Accounts')
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('token-download').click()])
    assert.equal(download.suggestedFilename(), 'auth.json')
    await page.getByTestId('token-done').click()
    await page.getByRole('cell', { name: 'designs.read' }).waitFor()
    assert.equal((await ask(house, 'GET', '/api/pattern', { token })).status, 200)
    assert.equal((await ask(house, 'POST', '/api/pattern/import', { token, body: { content: 'apiVersion: v1' } })).status, 403)
    await page.getByRole('button', { name: 'Revoke deploy pipeline' }).click()
    await page.getByTestId('confirm').click()
    await page.getByText('“deploy pipeline” is revoked').waitFor()
    await page.getByTestId('empty-state').waitFor()
    assert.equal((await ask(house, 'GET', '/api/pattern', { token })).status, 401)
  },

  'a program is let in by the code in its terminal': async (house) => {
    const { userCode, poll } = await beginDevice(house, 'mesheryctl on build-7')
    assert.equal((await poll()).body['error'], 'authorization_pending')
    const page = await asAda(house)
    await page.goto(`${house.url}/device`)
    await page.getByTestId('user-code').fill(userCode.toLowerCase().replace('-', ' '))
    await page.getByTestId('code-submit').click()
    await page.getByTestId('client').getByText('mesheryctl on build-7').waitFor()
    assert.equal(await page.getByTestId('pending-code').textContent(), userCode)
    await page.getByTestId('approve').click()
    await page.getByText('It is let in').waitFor()
    const granted = await eventually(poll)
    assert.equal((await ask(house, 'GET', '/api/user', { token: String(granted.body['access_token']) })).body['userId'], 'ada')
  },

  'a program one did not start stays outside': async (house) => {
    const { userCode, poll } = await beginDevice(house, 'mesheryctl of a stranger')
    const page = await asAda(house)
    await page.goto(`${house.url}/device?code=${userCode}`)
    await page.getByTestId('deny').click()
    await page.getByText('It stays outside').waitFor()
    assert.equal((await eventually(poll)).body['error'], 'access_denied')
    await page.goto(`${house.url}/device?code=BBBB-BBBB`)
    await page.getByTestId('form-problem').waitFor()
  },

  'a program on this machine is let in through its own address, and one elsewhere is not': async (house) => {
    const program = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<title>got it</title>'))
    await new Promise<void>((resolve) => program.listen(0, '127.0.0.1', resolve))
    const address = `http://127.0.0.1:${(program.address() as AddressInfo).port}`
    const redirect = `${address}/callback`
    const verifier = 'v'.repeat(64)
    const query = (to: string) =>
      new URLSearchParams({
        client_id: 'mesheryctl on laptop',
        redirect_uri: to,
        state: '12345678901234567890',
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
      })
    const page = await asAda(house, { allowed: [address] })
    await page.goto(`${house.url}/authorize?${query(redirect)}`)
    await page.getByTestId('client').getByText('mesheryctl on laptop').waitFor()
    await page.getByTestId('approve').click()
    await page.waitForURL(/\/callback\?/)
    const answer = new URL(page.url()).searchParams
    assert.equal(answer.get('state'), '12345678901234567890')
    const body = { grant_type: 'authorization_code', code: answer.get('code'), code_verifier: verifier, redirect_uri: redirect }
    assert.ok((await ask(house, 'POST', '/api/auth/token', { body })).body['access_token'], 'the code is good for a token')

    await page.goto(`${house.url}/authorize?${query(redirect)}`)
    await page.getByTestId('deny').click()
    await page.waitForURL(/error=access_denied/)
    await page.goto(`${house.url}/authorize?${query('http://127.0.0.1.example.org/')}`)
    await page.getByTestId('not-loopback').waitFor()
    assert.equal(await page.getByTestId('approve').count(), 0)
    program.close()
  },
}

async function beginDevice(house: House, client: string) {
  const { body } = await ask(house, 'POST', '/api/auth/device', { body: { client_id: client } })
  const poll = () => ask(house, 'POST', '/api/auth/token', { body: { grant_type: DEVICE_GRANT, device_code: body['device_code'] } })
  return { userCode: String(body['user_code']), poll }
}

/** Polls until there is an answer. Programs that ask too often are told to slow down, by five seconds each time. */
async function eventually(poll: () => Promise<{ status: number; body: Record<string, unknown> }>) {
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const answer = await poll()
    if (!['authorization_pending', 'slow_down'].includes(String(answer.body['error']))) return answer
    await new Promise((resolve) => setTimeout(resolve, 5_500 + attempt * 5_000))
  }
  throw new Error('the program never got an answer')
}
