<?php
declare(strict_types=1);

$service = rtrim((string) getenv('COMMENTS_SERVICE'), '/');
$site = (string) getenv('COMMENTS_SITE');
// 'self' in connect-src is for sso-url; the rest is for the comments.
header("Content-Security-Policy: default-src 'self'; script-src $service; connect-src 'self' $service; "
    . "form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'");
?>
<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>The tram – The Example</title>
  <script type="module" src="<?= htmlspecialchars($service) ?>/embed.js"></script>
</head>
<body>
  <form method="post" action="/sign_in.php">
    <button name="reader" value="17">Enter as Olena Kovalenko</button>
    <button name="reader" value="">Leave The Example</button>
  </form>
  <main>
    <h1>The tram</h1>
    <p>It runs again.</p>
    <comment-thread site="<?= htmlspecialchars($site) ?>" key="sign-on-tram" sso-url="/who.php"></comment-thread>
  </main>
</body>
</html>
