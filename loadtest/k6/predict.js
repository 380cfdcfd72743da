// The seed's scenario: POST /predict at a constant rate. A wrong answer, a failed or a dropped request fails the run.
//
//   k6 run loadtest/k6/predict.js
//   k6 run -e BASE_URL=http://127.0.0.1:8000 -e RATE=1000 -e DURATION=30s -e P99_MILLIS=50 loadtest/k6/predict.js

import http from 'k6/http';
import { check } from 'k6';
import { SharedArray } from 'k6/data';

const url = `${__ENV.BASE_URL || 'http://127.0.0.1:3000'}/predict`;

// Held-out digits, each with the class that the reference gives it; read once for all virtual users.
const digits = new SharedArray('digits', () => {
  const { inputs, probabilities } = JSON.parse(open('../models/digits/held-out.json'));
  return inputs.slice(0, 64).map((data, i) => ({
    body: JSON.stringify({ data }),
    class: probabilities[i].indexOf(Math.max(...probabilities[i])),
  }));
});

export const options = {
  scenarios: {
    constant_request_rate: {
      executor: 'constant-arrival-rate',
      rate: Number(__ENV.RATE || 1000),
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
    http_req_duration: [`p(99)<=${__ENV.P99_MILLIS || 50}`],
  },
  summaryTrendStats: ['avg', 'min', 'med', 'p(90)', 'p(99)', 'max'],
};

export default function () {
  const digit = digits[Math.floor(Math.random() * digits.length)];
  const response = http.post(url, digit.body, { headers: { 'Content-Type': 'application/json' } });
  check(response, {
    'status is 200': (r) => r.status === 200,
    'class is the reference\'s': (r) => r.status === 200 && r.json('class') === digit.class,
  });
}
