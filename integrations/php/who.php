<?php
/** What `sso-url` points to: a token for whoever is signed in here, or 204 for nobody. */

declare(strict_types=1);

require __DIR__ . '/sign_on.php';

// Your readers, in your own database.
const READERS = ['17' => 'Olena Kovalenko', '23' => 'Іван Сірко'];

session_start(['cookie_httponly' => true, 'cookie_samesite' => 'Lax']);
header('Cache-Control: no-store');

$reader = $_SESSION['reader'] ?? null;
if ($reader === null) {
    http_response_code(204);
    exit;
}
$key = json_decode(file_get_contents(getenv('COMMENTS_KEY_FILE')), true, 8, JSON_THROW_ON_ERROR);
header('Content-Type: application/json');
echo json_encode(['token' => sign_on_token($key, (string) $reader, READERS[$reader])], JSON_THROW_ON_ERROR);
