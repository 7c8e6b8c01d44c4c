package io.staffetta.sandbox.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** The sandbox's reader and writer of JSON; refuses fields that it does not know. */
public final class SandboxJson {

    static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private SandboxJson() {}

    /** A JSON object: names and values in turn, in this order. */
    public static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }
}
