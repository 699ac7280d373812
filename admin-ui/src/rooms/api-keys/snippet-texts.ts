export interface SnippetText {
  readonly name: string;
  readonly code: string;
}

/** A sale of 100.00 USD told by the buyer's click or coupon, ready to paste. */
export const snippetsFor = (origin: string, key: string): readonly SnippetText[] => [
  {
    name: 'curl',
    code: `curl ${origin}/v1/sales \\
  -H "Authorization: Bearer ${key}" \\
  -H "Content-Type: application/json" \\
  -d '{
    "externalEventId": "order_1001",
    "amount": 10000,
    "currency": "USD",
    "couponCode": "JANE20"
  }'`,
  },
  {
    name: 'Node',
    code: `const response = await fetch('${origin}/v1/sales', {
  method: 'POST',
  headers: {
    authorization: 'Bearer ${key}',
    'content-type': 'application/json',
  },
  body: JSON.stringify({
    externalEventId: 'order_1001',
    amount: 10000, // minor units: 100.00 USD
    currency: 'USD',
    couponCode: 'JANE20', // or clickId: the fl_click you kept
  }),
});
console.log(response.status, await response.json());`,
  },
  {
    name: 'PHP',
    code: `<?php
$request = curl_init('${origin}/v1/sales');
curl_setopt_array($request, [
    CURLOPT_POST => true,
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_HTTPHEADER => [
        'Authorization: Bearer ${key}',
        'Content-Type: application/json',
    ],
    CURLOPT_POSTFIELDS => json_encode([
        'externalEventId' => 'order_1001',
        'amount' => 10000, // minor units: 100.00 USD
        'currency' => 'USD',
        'couponCode' => 'JANE20', // or clickId: the fl_click you kept
    ]),
]);
echo curl_exec($request);`,
  },
  {
    name: 'Python',
    code: `import json
import urllib.request

request = urllib.request.Request(
    "${origin}/v1/sales",
    method="POST",
    headers={
        "Authorization": "Bearer ${key}",
        "Content-Type": "application/json",
    },
    data=json.dumps({
        "externalEventId": "order_1001",
        "amount": 10000,  # minor units: 100.00 USD
        "currency": "USD",
        "couponCode": "JANE20",  # or clickId: the fl_click you kept
    }).encode(),
)
print(urllib.request.urlopen(request).read().decode())`,
  },
];

/** The tracker script with a publishable key, and the one line for a sign-up. */
export const pageSnippet = (origin: string, key: string): string => `<script
  src="${origin}/t.js"
  data-key="${key}"
></script>

<script>
  // where your page signs somebody up:
  fairlead.lead({
    email: 'ann@example.com',
    externalId: 'user_7',
  });
</script>`;
