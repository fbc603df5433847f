<?php
/**
 * Says to the comments service who a reader is: a signed token, good once and for two minutes.
 *
 * Copy this file into your application. It needs PHP 8.1 and nothing else: HS256 by `hash_hmac`, EdDSA by the sodium
 * extension, which PHP brings along. For ES256 use a JWT library.
 */

declare(strict_types=1);

const SIGN_ON_LIFETIME_SECONDS = 120;

/** base64url without padding (RFC 7515, section 2). */
function sign_on_base64url(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}

/**
 * A token for the reader whom *your* session names. Never take the id or the name from the request.
 *
 * @param array $key what `commentsvc site sign-on-key create SITE … --json` printed: kid, algorithm, iss, aud, secret
 * @param ?int $now seconds since 1970; for tests
 * @param ?string $number what makes the token good once; for tests
 */
function sign_on_token(array $key, string $userId, string $name, ?int $now = null, ?string $number = null): string
{
    $now ??= time();
    $header = ['alg' => $key['algorithm'], 'typ' => 'JWT', 'kid' => $key['kid']];
    $claims = [
        'iss' => $key['iss'],
        'aud' => $key['aud'],
        'sub' => $userId,
        'name' => $name,
        'iat' => $now,
        'exp' => $now + SIGN_ON_LIFETIME_SECONDS,
        'jti' => $number ?? bin2hex(random_bytes(16)),
    ];
    $message = sign_on_base64url(json_encode($header, JSON_THROW_ON_ERROR)) . '.'
        . sign_on_base64url(json_encode($claims, JSON_THROW_ON_ERROR));
    return $message . '.' . sign_on_base64url(sign_on_signature($key, $message));
}

function sign_on_signature(array $key, string $message): string
{
    switch ($key['algorithm']) {
        case 'HS256':
            // The secret as it was shown, letter by letter, is the key.
            return hash_hmac('sha256', $message, $key['secret'], true);
        case 'EdDSA':
            // The private key's last 32 bytes are the seed (RFC 8410).
            $der = base64_decode(preg_replace('/-----[^-]+-----|\s/', '', $key['secret']), true);
            $pair = sodium_crypto_sign_seed_keypair(substr($der, -32));
            return sodium_crypto_sign_detached($message, sodium_crypto_sign_secretkey($pair));
        default:
            throw new InvalidArgumentException('This example signs with HS256 and EdDSA.');
    }
}
