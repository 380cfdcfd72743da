// The other scenario: POST /uuid without an id at a constant rate, so that every call makes and stores one. A wrong answer, a
// failed or a dropped request fails the run.
//
//   k6 run loadtest/k6/uuid.js
//   k6 run -e BASE_URL=http://127.0.0.1:8000 -e RATE=200 -e DURATION=30s -e P99_MILLIS=200 loadtest/k6/uuid.js

import http from 'k6/http';
import { check } from 'k6';

const url = `${__ENV.BASE_URL || 'http://127.0.0.1:3000'}/uuid`;
const version7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const options = {
  scenarios: {
    constant_request_rate: {
      executor: 'constant-arrival-rate',
      rate: Number(__ENV.RATE || 200),
      timeUnit: '1s',
      duration: __ENV.DURATION || '30s',
      preAllocatedVUs: 100,
      maxVUs: 500,
    },
  },
  thresholds: {
    checks: ['rate==1'],
    http_req_failed: ['rate==0'],
    dropped_iterations: ['count==0'],
    http_req_duration: [`p(99)<=${__ENV.P99_MILLIS || 200}`],
  },
  summaryTrendStats: ['avg', 'min', 'med', 'p(90)', 'p(99)', 'max'],
};

export default function () {
  const response = http.post(url, '{}', { headers: { 'Content-Type': 'application/json' } });
  check(response, {
    'status is 200': (r) => r.status === 200,
    'id is of version 7, and the key is its': (r) =>
      r.status === 200 && version7.test(r.json('uuid')) && r.json('key') === `${r.json('uuid')}.txt`,
  });
}
