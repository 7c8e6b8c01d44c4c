package io.staffetta.batch.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.batch.text.FileText;
import java.util.Map;

/** Rows of JSONL: each line a JSON object. */
final class JsonLineRows extends LineRows {

    JsonLineRows(FileText file) {
        super(file, "each line must be a JSON object");
    }

    @Override
    Map<String, JsonNode> values(String line) {
        return JsonRow.values(line);
    }
}
