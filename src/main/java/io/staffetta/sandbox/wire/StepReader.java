package io.staffetta.sandbox.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads a script as people write it: a JSON array of steps, or one step. */
public final class StepReader {

    private StepReader() {}

    /**
     * Reads steps.
     *
     * @throws IllegalArgumentException if it is no such JSON; names the step, from 1, and what is wrong with it
     */
    public static List<Step> read(Buffer json) {
        JsonNode script;
        try {
            script = SandboxJson.MAPPER.readTree(json.getBytes());
        } catch (IOException e) {
            throw new IllegalArgumentException("A script must be JSON: an array of steps, or one step", e);
        }
        if (script.isObject()) {
            return List.of(step(script, 1));
        }
        if (!script.isArray()) {
            throw new IllegalArgumentException("A script must be a JSON array of steps, or one step");
        }
        List<Step> steps = new ArrayList<>();
        for (JsonNode step : script) {
            steps.add(step(step, steps.size() + 1));
        }
        return steps;
    }

    private static Step step(JsonNode json, int position) {
        try {
            return SandboxJson.MAPPER.treeToValue(json, Step.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Step " + position + ": " + words(e), e);
        }
    }

    private static String words(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "Unknown field '" + unknown.getPropertyName() + "'; there are: "
                    + unknown.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        // What a constructor of ours says is meant for people; what Jackson says names classes.
        if (e.getCause() instanceof IllegalArgumentException ours) {
            return ours.getMessage();
        }
        return "must be an object whose fields have the types of the documentation";
    }
}
