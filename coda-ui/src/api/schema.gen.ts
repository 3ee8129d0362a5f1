// Made by `npm run api-types`. Do not edit it.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Account: {
            /** Format: uuid */
            id: string;
            email: string;
            name?: string;
            organization: components["schemas"]["Account.Quota"];
        };
        "Account.Quota": {
            /** Format: uuid */
            id: string;
            name: string;
            plan: string;
            /** Format: int64 */
            quota_tokens: number;
            /** Format: int64 */
            quota_requests: number;
            quota_cost_usd?: string;
            /** Format: int64 */
            used_tokens: number;
            /** Format: int64 */
            used_requests: number;
            used_cost_usd: string;
            /** Format: date-time */
            resets_at: string;
        };
        AccountDeletion: {
            password: string;
        };
        ApiKeyView: {
            provider: string;
            last4: string;
            /** Format: date-time */
            created_at: string;
        };
        /** @enum {string} */
        "ApprovalDecision.Verdict": "approve" | "deny";
        ApprovalRequest: {
            decision: components["schemas"]["ApprovalDecision.Verdict"];
            input?: unknown;
            remember?: boolean;
        };
        AttachmentView: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            session_id: string;
            name: string;
            media_type: string;
            /** Format: int64 */
            size: number;
            /** Format: date-time */
            created_at: string;
        };
        "BranchController.BranchRequest": {
            content?: string;
        };
        BranchView: {
            /** Format: uuid */
            message_id: string;
            /** Format: uuid */
            session_id: string;
            /** Format: uuid */
            head_message_id?: string;
        };
        ChatRequest: {
            /** Format: uuid */
            session_id?: string;
            content?: string;
            /** Format: uuid */
            parent_id?: string;
            model_provider?: string;
            model_name?: string;
            tools?: string[];
            tool_permissions?: {
                [key: string]: components["schemas"]["ToolPermission"];
            };
            limits?: components["schemas"]["ChatRequest.Limits"];
            on_conflict?: string;
            /** Format: uuid */
            edit_of?: string;
            /** Format: uuid */
            answer_again?: string;
            attachments?: string[];
        };
        "ChatRequest.Limits": {
            /** Format: int32 */
            max_steps?: number;
            /** Format: int32 */
            max_tool_calls?: number;
            /** Format: int64 */
            max_tokens?: number;
            max_cost_usd?: string;
            /** Format: int64 */
            timeout_ms?: number;
        };
        "CompactController.CompactionView": {
            /** Format: uuid */
            run_id: string;
        };
        "CompletionController.Model": {
            id: string;
            object: string;
            /** Format: int64 */
            created: number;
            owned_by: string;
        };
        "CompletionController.ModelList": {
            object: string;
            data: components["schemas"]["CompletionController.Model"][];
        };
        DecisionsView: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /** Format: int64 */
            runs: number;
            /** Format: int64 */
            steps: number;
            /** Format: double */
            steps_per_run: number;
            step_types: components["schemas"]["DecisionsView.StepItem"][];
            tools: components["schemas"]["DecisionsView.ToolItem"][];
        };
        "DecisionsView.StepItem": {
            step_type: string;
            /** Format: int64 */
            count: number;
            /** Format: double */
            score?: number;
        };
        "DecisionsView.ToolItem": {
            tool_name: string;
            /** Format: int64 */
            chosen: number;
            /** Format: int64 */
            approved: number;
            /** Format: int64 */
            denied: number;
            /** Format: double */
            score?: number;
        };
        ErrorInfo: {
            code: string;
            message: string;
        };
        ExecuteRequest: {
            input: unknown;
        };
        ExecutionView: {
            /** Format: uuid */
            call_id: string;
            tool_name: string;
            status: components["schemas"]["ToolStatus"];
            output?: unknown;
            error?: string;
            /** Format: int64 */
            execution_time_ms: number;
        };
        ListView_McpServerView_: {
            items: components["schemas"]["McpServerView"][];
            next_cursor?: string;
        };
        ListView_MessageView_: {
            items: components["schemas"]["MessageView"][];
            next_cursor?: string;
        };
        ListView_ModelView_: {
            items: components["schemas"]["ModelView"][];
            next_cursor?: string;
        };
        ListView_SessionSummaryView_: {
            items: components["schemas"]["SessionSummaryView"][];
            next_cursor?: string;
        };
        ListView_ShareView_: {
            items: components["schemas"]["ShareView"][];
            next_cursor?: string;
        };
        ListView_TokenView_: {
            items: components["schemas"]["TokenView"][];
            next_cursor?: string;
        };
        LoginRequest: {
            email: string;
            password: string;
        };
        McpServerView: {
            name: string;
            state: components["schemas"]["ServerState"];
            problem?: string;
            tools: string[];
            signed_in?: boolean;
        };
        /** @enum {string} */
        MessageStatus: "complete" | "partial" | "cancelled" | "failed";
        MessageView: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            session_id: string;
            /** Format: uuid */
            parent_id?: string;
            /** Format: uuid */
            run_id?: string;
            role: components["schemas"]["Role"];
            content: string;
            parts: components["schemas"]["Part"][];
            model_provider?: string;
            model_name?: string;
            tokens?: components["schemas"]["TokenCounts"];
            cost_usd?: string;
            /** Format: int64 */
            processing_time_ms?: number;
            status: components["schemas"]["MessageStatus"];
            error?: components["schemas"]["ErrorInfo"];
            metadata?: unknown;
            sibling_ids: string[];
            /** Format: date-time */
            created_at: string;
            tool_calls?: components["schemas"]["ToolCallView"][];
            chain_of_thought?: components["schemas"]["ThoughtView"][];
        };
        /** @enum {string} */
        ModelCapability: "tools" | "reasoning" | "images" | "files" | "structured_output";
        ModelView: {
            provider: string;
            name: string;
            /** Format: int32 */
            context_window?: number;
            /** Format: int32 */
            max_output?: number;
            input_price?: string;
            output_price?: string;
            capabilities: components["schemas"]["ModelCapability"][];
            available: boolean;
        };
        NewApiKey: {
            provider: string;
            api_key: string;
        };
        NewSession: {
            title?: string;
            model_provider?: string;
            model_name?: string;
            system_prompt?: string;
            metadata?: {
                [key: string]: unknown;
            };
        };
        NewShare: {
            /** Format: uuid */
            message_id: string;
            title?: string;
            include_tools?: boolean;
            /** Format: date-time */
            expires_at?: string;
        };
        NewToken: {
            name: string;
            scopes: components["schemas"]["Scope"][];
            /** Format: date-time */
            expires_at?: string;
        };
        Part: unknown;
        Percentiles: {
            /** Format: int64 */
            p50?: number;
            /** Format: int64 */
            p95?: number;
            /** Format: int64 */
            p99?: number;
        };
        RegisterRequest: {
            /** Format: email */
            email: string;
            password: string;
            name?: string;
        };
        "ResponseController.Deletion": {
            id: string;
            object: string;
            deleted: boolean;
        };
        /** @enum {string} */
        Role: "system" | "user" | "assistant";
        /** @enum {string} */
        RunStatus: "queued" | "running" | "paused" | "completed" | "failed" | "cancelled";
        RunView: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            session_id: string;
            status: components["schemas"]["RunStatus"];
            usage: components["schemas"]["TokenCounts"];
            cost_usd?: string;
            error?: components["schemas"]["ErrorInfo"];
            /** Format: date-time */
            started_at?: string;
            /** Format: date-time */
            finished_at?: string;
        };
        /** @enum {string} */
        Scope: "read" | "chat" | "tools";
        /** @enum {string} */
        ServerState: "starting" | "connected" | "needs_sign_in" | "unavailable" | "closed";
        SessionPatchBody: {
            title?: string;
            model_provider?: string;
            model_name?: string;
            system_prompt?: string;
            /** Format: uuid */
            head_message_id?: string;
            metadata?: {
                [key: string]: unknown;
            };
        };
        SessionSummaryView: {
            /** Format: uuid */
            id: string;
            title?: string;
            model_provider?: string;
            model_name?: string;
            /** Format: uuid */
            head_message_id?: string;
            /** Format: int32 */
            message_count: number;
            snippet?: string;
            /** Format: uuid */
            message_id?: string;
            /** Format: uuid */
            branch?: string;
            pinned?: boolean;
            archived?: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        SessionView: {
            /** Format: uuid */
            id: string;
            title?: string;
            model_provider?: string;
            model_name?: string;
            system_prompt?: string;
            context_summary?: string;
            metadata: unknown;
            /** Format: uuid */
            head_message_id?: string;
            /** Format: int32 */
            message_count: number;
            /** Format: uuid */
            active_run_id?: string;
            queued_run_ids: string[];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        SettingsPatchBody: {
            preferences?: components["schemas"]["SettingsView.PreferencesView"];
        };
        SettingsView: {
            preferences: components["schemas"]["SettingsView.PreferencesView"];
            api_keys: components["schemas"]["ApiKeyView"][];
        };
        "SettingsView.PreferencesView": {
            theme?: string;
            language?: string;
            default_provider?: string;
            default_model?: string;
            monthly_budget_usd?: string;
            tool_permissions: {
                [key: string]: components["schemas"]["ToolPermission"];
            };
        };
        ShareView: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            session_id: string;
            /** Format: uuid */
            message_id: string;
            title?: string;
            include_tools: boolean;
            token?: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at?: string;
        };
        SharedMessage: {
            /** Format: uuid */
            id: string;
            role: components["schemas"]["Role"];
            status: components["schemas"]["MessageStatus"];
            parts: components["schemas"]["SharedPart"][];
        };
        SharedPart: {
            text?: string;
            media_type?: string;
            tool_name?: string;
            tool_status?: components["schemas"]["ToolStatus"];
            input?: unknown;
            output?: unknown;
            error?: string;
            type: components["schemas"]["SharedPart.Type"];
        };
        /** @enum {string} */
        "SharedPart.Type": "text" | "tool" | "file";
        SharedView: {
            title?: string;
            include_tools: boolean;
            /** Format: date-time */
            shared_at: string;
            items: components["schemas"]["SharedMessage"][];
            /** Format: uuid */
            next_cursor?: string;
        };
        ThoughtView: {
            /** Format: int32 */
            step_number: number;
            step_type: string;
            content: string;
            metadata?: unknown;
            /** Format: date-time */
            created_at: string;
        };
        TokenCounts: {
            /** Format: int64 */
            input: number;
            /** Format: int64 */
            output: number;
            /** Format: int64 */
            cache_read?: number;
            /** Format: int64 */
            cache_write?: number;
            /** Format: int64 */
            reasoning?: number;
        };
        TokenResponse: {
            user: components["schemas"]["Account"];
            access_token: string;
            token_type: string;
            /** Format: int64 */
            expires_in: number;
        };
        TokenView: {
            /** Format: uuid */
            id: string;
            name: string;
            scopes: components["schemas"]["Scope"][];
            last4: string;
            token?: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            last_used_at?: string;
            /** Format: date-time */
            expires_at?: string;
        };
        ToolCallView: {
            /** Format: uuid */
            call_id: string;
            tool_name: string;
            input: unknown;
            output?: unknown;
            status: components["schemas"]["ToolStatus"];
            error?: string;
            /** Format: int64 */
            execution_time_ms?: number;
            evaluation?: unknown;
            trace_id?: string;
            /** Format: date-time */
            created_at: string;
        };
        ToolListView: {
            items: components["schemas"]["ToolView"][];
            problems?: components["schemas"]["ToolListView.FileProblemView"][];
        };
        "ToolListView.FileProblemView": {
            file: string;
            where?: string;
            reason: string;
        };
        /** @enum {string} */
        ToolOrigin: "schema" | "mcp" | "java" | "client";
        /** @enum {string} */
        ToolPermission: "allow" | "ask" | "deny";
        /** @enum {string} */
        ToolStatus: "pending" | "running" | "success" | "error" | "denied" | "unknown";
        ToolUsageView: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            items: components["schemas"]["ToolUsageView.Item"][];
        };
        "ToolUsageView.Item": {
            tool_name: string;
            /** Format: int64 */
            calls: number;
            /** Format: double */
            success_rate: number;
            latency_ms: components["schemas"]["Percentiles"];
            /** Format: double */
            score?: number;
            last_error?: string;
            /** Format: date-time */
            last_error_at?: string;
        };
        ToolView: {
            name: string;
            description: string;
            source: components["schemas"]["ToolOrigin"];
            input_schema: unknown;
            output_schema?: unknown;
            permission: components["schemas"]["ToolPermission"];
            read_only: boolean;
            idempotent: boolean;
        };
        "TransferController.ExportRequest": {
            format: string;
        };
        "TransferController.ForkRequest": {
            /** Format: uuid */
            message_id?: string;
        };
        "TurnController.NewMessage": {
            content: string;
            model_provider?: string;
            model_name?: string;
            /** Format: uuid */
            parent_id?: string;
            attachments?: string[];
        };
        "TurnController.TurnView": {
            user_message: components["schemas"]["MessageView"];
            assistant_message: components["schemas"]["MessageView"];
            /** Format: uuid */
            run_id: string;
        };
        UsageView: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            group_by: string;
            items: components["schemas"]["UsageView.Item"][];
            totals: components["schemas"]["UsageView.Item"];
            api: components["schemas"]["UsageView.ApiView"];
            /** Format: int64 */
            dropped_events: number;
        };
        "UsageView.ApiView": {
            /** Format: int64 */
            requests: number;
            /** Format: double */
            error_rate: number;
            latency_ms: components["schemas"]["Percentiles"];
        };
        "UsageView.Day": {
            day: string;
            /** Format: int64 */
            runs: number;
            /** Format: int64 */
            tokens: number;
            cost_usd: string;
        };
        "UsageView.Item": {
            key?: string;
            name?: string;
            /** Format: int64 */
            requests: number;
            /** Format: int64 */
            runs: number;
            tokens: components["schemas"]["UsageView.TokenSums"];
            cost_usd: string;
            /** Format: double */
            error_rate: number;
            latency_ms: components["schemas"]["Percentiles"];
            /** Format: int64 */
            time_to_first_token_ms?: number;
            days?: components["schemas"]["UsageView.Day"][];
        };
        "UsageView.TokenSums": {
            /** Format: int64 */
            total: number;
            /** Format: int64 */
            input: number;
            /** Format: int64 */
            output: number;
            /** Format: int64 */
            cache_read: number;
            /** Format: int64 */
            cache_write: number;
            /** Format: int64 */
            reasoning: number;
        };
        Problem: {
            title: string;
            detail: string;
            trace_id: string;
            status: number;
            /** @enum {string} */
            code: "validation_failed" | "provider_unavailable" | "unauthorized" | "forbidden" | "csrf_failed" | "not_found" | "method_not_allowed" | "not_acceptable" | "request_timeout" | "conflict" | "run_active" | "payload_too_large" | "unsupported_media_type" | "idempotency_mismatch" | "rate_limited" | "quota_exceeded" | "internal" | "tool_failed" | "unavailable";
            errors?: {
                field: string;
                message: string;
            }[];
            quota?: string;
            limit?: unknown;
            used?: unknown;
            left?: unknown;
            /** Format: date-time */
            resets_at?: string;
            /** @enum {string} */
            decision?: "approve" | "deny";
            type: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
