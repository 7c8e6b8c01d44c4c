package io.staffetta.config.edit;

import io.staffetta.config.Secrets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes the versions of {@code accounts.yaml} and of its accounts out of what is written there. */
final class AccountsDigest {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 10;

    private final Path folder;

    /**
     * @param folder of the history, in which the key is kept
     */
    AccountsDigest(Path folder) {
        this.folder = folder;
    }

    /** The digest of a text, in 20 hexadecimal digits. With a key, since the file may hold a password that could be guessed by its digest. */
    String of(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            String key = Secrets.readOrMake(folder.resolve("key"));
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), 0, BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
