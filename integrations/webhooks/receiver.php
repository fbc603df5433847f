<?php
// A receiver of webhooks: checks signature, time and repeats, then notes what came. Only PHP itself (7.4 or newer).
//
//     WEBHOOK_SECRET=whsec_… php -S 127.0.0.1:8080 receiver.php
declare(strict_types=1);

const WINDOW_SECONDS = 300;
const BODY_MAX_BYTES = 256 * 1024;

/** Whether a message is the service's and fresh. $signatures may hold several, separated by spaces. */
function verify(string $secret, string $id, string $timestamp, string $signatures, string $body, int $now): bool
{
    if (!ctype_digit($timestamp) || abs($now - (int) $timestamp) > WINDOW_SECONDS) {
        return false;
    }
    $key = base64_decode(preg_replace('/^whsec_/', '', $secret));
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
    foreach (explode(' ', $signatures) as $one) {
        if (hash_equals($expected, $one)) {
            return true;
        }
    }
    return false;
}

/** False for a message that has been here. In earnest: a table with a unique column for the id. */
function is_new(string $id): bool
{
    $place = sys_get_temp_dir() . '/webhooks-' . hash('sha256', getenv('WEBHOOK_SECRET') ?: '');
    if (!is_dir($place)) {
        @mkdir($place, 0700);
    }
    $file = @fopen($place . '/' . hash('sha256', $id), 'x');
    return $file !== false && fclose($file);
}

function answer(int $status): void
{
    http_response_code($status);
    exit;
}

// The signature is over the very bytes that came: check first, parse then.
$body = file_get_contents('php://input', false, null, 0, BODY_MAX_BYTES + 1);
if (strlen($body) > BODY_MAX_BYTES) {
    answer(413);
}
$id = $_SERVER['HTTP_WEBHOOK_ID'] ?? '';
$timestamp = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
$signatures = $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '';
if (!verify(getenv('WEBHOOK_SECRET') ?: '', $id, $timestamp, $signatures, $body, time())) {
    answer(401);
}
if (is_new($id)) {
    $message = json_decode($body, true);
    error_log($message['type'] . ' ' . json_encode($message['data'], JSON_UNESCAPED_UNICODE));
}
answer(204);
