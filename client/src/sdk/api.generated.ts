// Made from openapi.json by `npm run golden`; not edited by hand.
export interface paths {
    "/assets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An asset */
        get: operations["readAsset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/assets/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions of an asset, newest first */
        get: operations["listVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/backup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything of the studio as one tar: tables as they were at one moment, and files. Only for an owner of the first workspace */
        get: operations["takeBackup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Available and held */
        get: operations["readBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/charges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Charge history: every movement, newest first. With several filters a page may hold fewer rows than asked; go on while there is a next one */
        get: operations["listCharges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/charges/costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What work has cost, by project, client, member, key, tool or month: first tries, retries and refunds apart. Of the last 90 days, or of at most 400 */
        get: operations["readCosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/charges/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The charge history as a file: exactly what the filters let through */
        get: operations["exportCharges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/charges/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The statement of a period: opening balance, what moved, closing balance */
        get: operations["readStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/charges/statement/pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The statement of a period, as PDF */
        get: operations["statementPdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Disputes, newest first */
        get: operations["listDisputes"];
        put?: never;
        /** Dispute a charge: evidence is collected, the rules look at it, and otherwise a person decides */
        post: operations["openDispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/disputes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A dispute with its evidence */
        get: operations["readDispute"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/disputes/{id}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give back what was charged, or some of it, or nothing */
        post: operations["decideDispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/disputes/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back your own dispute */
        post: operations["withdrawDispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/disputes/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of the disputes of the last days */
        get: operations["disputeStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/estimates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What an edit will cost; stores nothing, binds nobody */
        post: operations["makeEstimate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/estimates/elsewhere": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the same job costs at other vendors, by their published prices */
        post: operations["estimateElsewhere"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/estimates/shared": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep an estimate as a link: inputs, lines, book and date */
        post: operations["shareEstimate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/first-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the owner account is still to be made */
        get: operations["readFirstRun"];
        put?: never;
        /** Make the owner account, with the token the terminal printed */
        post: operations["firstRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/iterations/{id}/verdict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep a result, or reject it and try again under the same quote */
        post: operations["giveVerdict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** API keys */
        get: operations["listKeys"];
        put?: never;
        /** Make an API key; it is shown once */
        post: operations["makeKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove an API key */
        delete: operations["removeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ledger/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every ledger entry of the workspace as JSON lines, to be verified anywhere */
        get: operations["exportLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ledger/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recompute every balance and the hash chain from the entries */
        get: operations["verifyLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Limits on spending, and what is left of each */
        get: operations["listLimits"];
        put?: never;
        /** Make a limit, or change the maximum of the one of the same scope, subject, period and mode */
        post: operations["setLimit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/limits/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a limit */
        delete: operations["removeLimit"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/limits/simulate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a limit would have stopped in the last days; changes nothing */
        post: operations["simulateLimit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is asking, in which workspace, with what role */
        get: operations["readMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Members of the workspace */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Model packs: what is installed, what can be, its size and licence */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a model pack from the disk */
        delete: operations["removeModel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{id}/install": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to install a model pack; it is installed when its state says so */
        post: operations["installModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payments/stripe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** For Stripe alone: events, signed with the webhook secret */
        post: operations["paymentEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The plan, its period, what else is offered, and when the credits run out */
        get: operations["readPlan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/plan/advice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which plan would have been the cheapest for the last 90 days; it may be a smaller one */
        get: operations["advisePlan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/plan/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the plan, now or at the end of the period */
        post: operations["changePlan"];
        /** Take back a change that has not taken effect */
        delete: operations["cancelPlanChange"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/plan/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a change of plan would come to; changes nothing */
        post: operations["previewPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/price-book": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The price book in force */
        get: operations["readPriceBook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/price-books": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every published book, the latest to take force first, with what each changed */
        get: operations["listPriceBooks"];
        put?: never;
        /** Publish a book; it takes force at its "effective" and never changes */
        post: operations["publishPriceBook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/price-books/{digest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A published book, whole */
        get: operations["readPublishedBook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/price-books/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a book would change, and the last 30 days of this workspace under it; publishes nothing */
        post: operations["previewPriceBook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Projects, newest first */
        get: operations["listProjects"];
        put?: never;
        /** Make a project */
        post: operations["makeProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A project */
        get: operations["readProject"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Rename a project, write its brief */
        patch: operations["changeProject"];
        trace?: never;
    };
    "/projects/{id}/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Assets of a project, newest first */
        get: operations["listAssets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/purchases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Purchases, newest first */
        get: operations["listPurchases"];
        put?: never;
        /** Buy a pack of credits: the answer says where it is paid */
        post: operations["buyPack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/purchases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A purchase */
        get: operations["readPurchase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/purchases/{id}/invoice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The invoice of a paid purchase, as PDF */
        get: operations["readInvoice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/purchases/recorded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record credits that were paid elsewhere: they are granted at once */
        post: operations["recordPurchase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A price that binds, for uploaded sources */
        post: operations["makeQuote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/quotes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A quote */
        get: operations["readQuote"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/quotes/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hold the credits and start the run */
        post: operations["acceptQuote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/receipts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A receipt: quoted, held, charged, returned, and why */
        get: operations["readReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests, newest first */
        get: operations["listRequests"];
        put?: never;
        /** Ask for a quote to pass the limits that have to be asked for */
        post: operations["makeRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A request */
        get: operations["readRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/requests/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let it pass: its quote is accepted at once, as the one who asked */
        post: operations["approveRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/requests/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do not let it pass */
        post: operations["declineRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/requests/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back your own request */
        post: operations["withdrawRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs, newest first */
        get: operations["listRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run with its iterations */
        get: operations["readRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop what runs, return what is held */
        post: operations["cancelRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** No more attempts: return what is still held */
        post: operations["endRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Progress as server-sent events: "run" (a Run) on each change of state, "progress" ({iteration, progress, eta}) between */
        get: operations["watchRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shared-estimates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Estimates this workspace has shared, newest first */
        get: operations["listSharedEstimates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shared-estimates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A shared estimate, beside its price today; for members, and for anyone with the link where the workspace allows it */
        get: operations["readSharedEstimate"];
        put?: never;
        post?: never;
        /** Withdraw the link */
        delete: operations["revokeSharedEstimate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shared-estimates/{id}/quote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Quote a shared estimate at the prices of today, once its files are uploaded */
        post: operations["quoteSharedEstimate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tools, their qualities and options */
        get: operations["listTools"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/versions/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes of a version, or the part that a Range header asks for */
        get: operations["readContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/versions/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A small WebP of a version */
        get: operations["readPreview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/workspace/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Settings of the workspace */
        get: operations["readWorkspaceSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change settings of the workspace */
        patch: operations["changeWorkspaceSettings"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcceptRequest: {
            /**
             * @description Refuse if the quote's most is above this.
             * @example 18.5
             */
            maxCredits?: string;
            /** @description What the caller believes it is editing; a difference is refused with quote_mismatch. */
            sources?: {
                /** @example ast_01jd3v6x8m4q2r9t5w7y0zabcd */
                asset: string;
                sha256: string;
            }[];
            /** @description Start all planned attempts at once instead of one after each rejection. */
            variations?: boolean;
        };
        /**
         * @description Credits as a decimal string with at most three places.
         * @example 18.5
         */
        Amount: string;
        ApiKey: {
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            createdAt: string;
            id: string;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            lastUsedAt: string | null;
            name: string;
            /** @enum {string} */
            role: "owner" | "admin" | "producer" | "editor" | "reviewer" | "viewer";
            start: string;
        };
        ApiKeyMade: {
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            createdAt: string;
            id: string;
            /** @description Shown once. */
            key: string;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            lastUsedAt: string | null;
            name: string;
            /** @enum {string} */
            role: "owner" | "admin" | "producer" | "editor" | "reviewer" | "viewer";
            start: string;
        };
        ApiKeyRequest: {
            name: string;
            /**
             * @default editor
             * @enum {string}
             */
            role: "owner" | "admin" | "producer" | "editor" | "reviewer" | "viewer";
        };
        Asset: {
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            createdAt: string;
            current: components["schemas"]["Version"];
            /** @example ast_01jd3v6x8m4q2r9t5w7y0zabcd */
            id: string;
            name: string;
            /** @example prj_01jd3v6x8m4q2r9t5w7y0zabcd */
            project: string;
            source: components["schemas"]["Version"];
            versions: number;
        };
        Balance: {
            available: components["schemas"]["Amount"];
            expiring: {
                amount: components["schemas"]["Amount"];
                /**
                 * Format: date-time
                 * @example 2026-11-22T10:00:00.000Z
                 */
                at: string;
            }[];
            head: string;
            held: components["schemas"]["Amount"];
            plan: string;
            planName: string;
        };
        BookChange: {
            /**
             * @description For the customer.
             * @enum {string}
             */
            direction: "cheaper" | "dearer" | "other";
            examples: {
                after: string;
                before: string;
                /** @example a 12-megapixel photo */
                inWords: string;
            }[];
            /** @example price */
            kind: string;
            sentence: string;
            /** @description Id of the tool it is about. */
            tool: string | null;
        };
        BookFinding: {
            fix: string;
            /** @example tools.image-upscale.rows[3].lines[0].rate */
            place: string;
            problem: string;
            /**
             * @description An error stops the book from being published.
             * @enum {string}
             */
            severity: "error" | "warning";
        };
        BookReference: {
            digest: string;
            id: string;
            version: string;
        };
        Brief: {
            responsible: string;
            task: string;
            use: string;
        };
        Costs: {
            /** @enum {string} */
            by: "project" | "client" | "member" | "key" | "tool" | "month";
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            from: string;
            items: {
                attempts: number;
                firstTries: components["schemas"]["Amount"];
                group: string | null;
                kept: number;
                name: string | null;
                /**
                 * @description First tries and retries, refunds off: the final cost.
                 * @example 18.5
                 */
                net: string;
                refunds: components["schemas"]["Amount"];
                retries: components["schemas"]["Amount"];
            }[];
            total: {
                attempts: number;
                firstTries: components["schemas"]["Amount"];
                kept: number;
                /**
                 * @description First tries and retries, refunds off: the final cost.
                 * @example 18.5
                 */
                net: string;
                refunds: components["schemas"]["Amount"];
                retries: components["schemas"]["Amount"];
            };
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            until: string;
        };
        DecisionNote: {
            /** @default  */
            note: string;
        };
        Dispute: {
            /** @description The disputed movement of the ledger. */
            charge: string;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            decidedAt: string | null;
            decidedBy: string | null;
            decisionNote: string | null;
            evidence: components["schemas"]["DisputeEvidence"];
            /** @example dsp_01jd3v6x8m4q2r9t5w7y0zabcd */
            id: string;
            /** @example itr_01jd3v6x8m4q2r9t5w7y0zabcd */
            iteration: string;
            note: string;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            openedAt: string;
            openedBy: string | null;
            /** @enum {string} */
            reason: "looks-worse" | "wrong-result" | "artifacts" | "not-as-asked" | "other";
            refunded: components["schemas"]["Amount"];
            /** @description The rule that decided it, where no person did. */
            rule: string | null;
            /** @enum {string} */
            state: "open" | "refunded" | "declined" | "withdrawn";
        };
        DisputeDecision: {
            /**
             * @description With refund: less than all that is left of the charge.
             * @example 18.5
             */
            amount?: string;
            /** @enum {string} */
            decision: "refund" | "decline";
            /** @default  */
            note: string;
        };
        /** @description As it was when the dispute was opened; never changed. */
        DisputeEvidence: {
            attempt: number;
            charge: components["schemas"]["Amount"];
            edit: {
                options: {
                    [key: string]: string | number | boolean;
                };
                quality: string | null;
                tool: string;
            };
            engine: {
                [key: string]: unknown;
            } | null;
            head: string | null;
            /** @description By the rules of the day of the dispute; or why it could not be. */
            inspectedAgain: components["schemas"]["Inspection"] | {
                impossible: string;
            };
            inspection: components["schemas"]["Inspection"] | null;
            lines: components["schemas"]["EstimateLine"][];
            /** @example prj_01jd3v6x8m4q2r9t5w7y0zabcd */
            project: string;
            prompt: string | null;
            quote: {
                book: string;
                /** @example qt_01jd3v6x8m4q2r9t5w7y0zabcd */
                id: string;
                low: components["schemas"]["Amount"];
                most: components["schemas"]["Amount"];
            };
            refundedBefore: components["schemas"]["Amount"];
            result: {
                bytes: number;
                measurement: components["schemas"]["Measurement"];
                sha256: string;
                /** @example ver_01jd3v6x8m4q2r9t5w7y0zabcd */
                version: string;
            };
            /** @example run_01jd3v6x8m4q2r9t5w7y0zabcd */
            run: string;
            seed: string | null;
            source: {
                bytes: number;
                measurement: components["schemas"]["Measurement"];
                name: string;
                sha256: string;
                /** @example ver_01jd3v6x8m4q2r9t5w7y0zabcd */
                version: string;
            };
        };
        DisputeReference: {
            /** @example dsp_01jd3v6x8m4q2r9t5w7y0zabcd */
            id: string;
            /** @enum {string} */
            state: "open" | "refunded" | "declined" | "withdrawn";
        };
        DisputeRequest: {
            /** @example itr_01jd3v6x8m4q2r9t5w7y0zabcd */
            iteration: string;
            /** @default  */
            note: string;
            /** @enum {string} */
            reason: "looks-worse" | "wrong-result" | "artifacts" | "not-as-asked" | "other";
        };
        DisputeStatistics: {
            charges: number;
            days: number;
            declined: number;
            groups: {
                declined: number;
                /** @description Until a person decided. */
                medianHours: number | null;
                open: number;
                opened: number;
                /** @enum {string} */
                reason: "looks-worse" | "wrong-result" | "artifacts" | "not-as-asked" | "other";
                refunded: components["schemas"]["Amount"];
                refundedByPerson: number;
                refundedByRule: number;
                tool: string;
                withdrawn: number;
            }[];
            /** @description Until a person decided. */
            medianHours: number | null;
            open: number;
            opened: number;
            refunded: components["schemas"]["Amount"];
            refundedByPerson: number;
            refundedByRule: number;
            /** @description Of the charges of these days, how many were disputed: 0 to 1. */
            share: number;
            withdrawn: number;
        };
        Elsewhere: {
            book: components["schemas"]["BookReference"];
            /** @description One attempt on every file, the least dollars first; then those whose unit nobody values. */
            items: {
                /** @description As published on this date, as far as it is known: "2026", "2026-11" or a day. */
                asOf: string;
                book: {
                    id: string;
                    version: string;
                };
                /** @description Inputs of theirs that the job does not settle. */
                dependsOn: string[];
                /** @description Both ends are prices of something; otherwise they are bounds. */
                exact: boolean;
                /** @description Equal to "low" where there is one price. */
                high: string;
                low: string;
                /** @description What is not alike. */
                note: string | null;
                title: string;
                /** @description As its price list has it. */
                tool: string;
                unit: string;
                url: string | null;
                /** @description Null where nobody says what the unit is worth. */
                usd: {
                    high: string;
                    low: string;
                } | null;
                vendor: string;
            }[];
            /** @description Price lists that were asked. */
            lists: number;
            /** @description One attempt on every file, at this studio. */
            ours: {
                amount: components["schemas"]["Amount"];
                /** @description Null where nobody says what the unit is worth. */
                usd: {
                    high: string;
                    low: string;
                } | null;
            };
            /** @description The same kind of tool, but no price for this job, and why. */
            unpriced: {
                /** @description As published on this date, as far as it is known: "2026", "2026-11" or a day. */
                asOf: string;
                book: {
                    id: string;
                    version: string;
                };
                /** @description What is not alike. */
                note: string | null;
                reason: string;
                title: string;
                /** @description As its price list has it. */
                tool: string;
                url: string | null;
                vendor: string;
            }[];
        };
        Estimate: {
            balance: {
                after: components["schemas"]["Amount"];
                available: components["schemas"]["Amount"];
                enough: boolean;
                held: components["schemas"]["Amount"];
            };
            book: components["schemas"]["BookReference"];
            eta: {
                high: number;
                low: number;
            } | null;
            iterations: number;
            likely: components["schemas"]["Amount"];
            limits: components["schemas"]["LimitState"][];
            low: components["schemas"]["Amount"];
            most: components["schemas"]["Amount"];
            onFailure: {
                cancelled: string;
                defective: string;
                failed: string;
            };
            options: {
                [key: string]: string | number | boolean;
            };
            plan: string;
            quality: string | null;
            sources: components["schemas"]["SourceEstimate"][];
            tool: string;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            validUntil: string;
        };
        EstimateLine: {
            amount: string;
            label: string;
            quantity?: string;
            rate?: string;
            unit?: string;
        };
        EstimateRequest: {
            /**
             * @description What if: this many credits available.
             * @example 18.5
             */
            balance?: string;
            /**
             * @description Attempts planned for each source under one quote.
             * @default 1
             */
            iterations: number;
            options?: {
                [key: string]: string | number | boolean;
            };
            /** @description What if: price under this plan instead of the workspace's own. */
            plan?: string;
            /**
             * @description Where it would run: whose limits it falls under.
             * @example prj_01jd3v6x8m4q2r9t5w7y0zabcd
             */
            project?: string;
            quality?: string | null;
            sources: ({
                measurement: components["schemas"]["Measurement"];
                name: string;
                sha256?: string;
            } | {
                /** @example ast_01jd3v6x8m4q2r9t5w7y0zabcd */
                asset: string;
            })[];
            tool: string;
        };
        Finding: {
            detail: string;
            name: string;
            ok: boolean;
            rule: string;
            /** @enum {string} */
            severity: "defect" | "warning";
        };
        FirstRunRequest: {
            /** Format: email */
            email: string;
            name: string;
            password: string;
            token: string;
            workspace: string;
        };
        FirstRunState: {
            needed: boolean;
        };
        Inspection: {
            findings: components["schemas"]["Finding"][];
            ok: boolean;
        };
        Iteration: {
            attempt: number;
            charge: components["schemas"]["Amount"];
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            endedAt: string | null;
            engine: string | null;
            eta: {
                high: number;
                low: number;
            } | null;
            failure: components["schemas"]["Problem"] | null;
            /** @example itr_01jd3v6x8m4q2r9t5w7y0zabcd */
            id: string;
            inspection: components["schemas"]["Inspection"] | null;
            /** @description Why this charge; adds up to it. */
            lines: components["schemas"]["EstimateLine"][];
            model: string | null;
            modelVersion: string | null;
            ms: number | null;
            options: {
                [key: string]: string | number | boolean;
            };
            progress: number;
            prompt: string | null;
            quality: string | null;
            refunded: components["schemas"]["Amount"];
            result: components["schemas"]["Version"] | null;
            seed: number | null;
            /** @description Position of its source in the run. */
            source: number;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            startedAt: string | null;
            /** @enum {string} */
            state: "queued" | "running" | "done" | "defective" | "failed" | "cancelled";
            /** @enum {string|null} */
            verdict: "kept" | "rejected" | "defective" | null;
        };
        Limit: {
            held: components["schemas"]["Amount"];
            id: string;
            /**
             * @description Below 0 where a limit was lowered or passed.
             * @example 18.5
             */
            left: string;
            maximum: components["schemas"]["Amount"];
            /** @enum {string} */
            mode: "hard" | "soft" | "ask";
            /** @enum {string} */
            period: "day" | "month" | "rolling" | "total";
            /**
             * Format: date-time
             * @description When something comes back: the end of the period, or when the oldest hold leaves the last 24 hours.
             * @example 2026-11-22T10:00:00.000Z
             */
            renewsAt: string | null;
            /** @enum {string} */
            scope: "workspace" | "member" | "project" | "key";
            spent: components["schemas"]["Amount"];
            subject: string | null;
            /** @description Whom this row counts: the subject, or one of those that a limit for each binds. Null for the workspace, and for a limit for each itself, which counts nobody. */
            who: string | null;
            whoName: string | null;
        };
        LimitRequest: {
            /**
             * @description Credits as a decimal string with at most three places.
             * @example 18.5
             */
            maximum: string;
            /**
             * @description hard refuses; ask refuses until an approver lets this one pass; soft warns.
             * @enum {string}
             */
            mode: "hard" | "soft" | "ask";
            /**
             * @description Days and months in UTC; rolling is the last 24 hours.
             * @enum {string}
             */
            period: "day" | "month" | "rolling" | "total";
            /** @enum {string} */
            scope: "workspace" | "member" | "project" | "key";
            /** @description Id of the member, project or key; absent: each of them apart. */
            subject?: string | null;
        };
        LimitSimulation: {
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            from: string;
            /** @description Runs that the limit would have looked at. */
            runs: number;
            /** @description The latest 200 of those that the limit would have stopped. */
            stopped: {
                /**
                 * @description What it held.
                 * @example 18.5
                 */
                amount: string;
                /**
                 * Format: date-time
                 * @example 2026-11-22T10:00:00.000Z
                 */
                at: string;
                by: string | null;
                /** @example prj_01jd3v6x8m4q2r9t5w7y0zabcd */
                project: string | null;
                projectName: string | null;
                /** @example run_01jd3v6x8m4q2r9t5w7y0zabcd */
                run: string | null;
                /**
                 * @description What it came to.
                 * @example 18.5
                 */
                spent: string;
                tool: string | null;
                /**
                 * @description What had been used of the limit at that moment.
                 * @example 18.5
                 */
                used: string;
            }[];
            stoppedCount: number;
            stoppedSpent: components["schemas"]["Amount"];
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            until: string;
        };
        LimitState: {
            label: string;
            maximum: string;
            /** @enum {string} */
            mode?: "hard" | "soft" | "ask";
            name: string;
            ok: boolean;
            thisRun: string;
            unit: string;
            used: string;
        };
        Me: {
            email: string | null;
            /** @description Actions this role allows. */
            may: string[];
            name: string;
            /** @enum {string} */
            via: "session" | "key";
            workspace: components["schemas"]["Workspace"];
            workspaces: components["schemas"]["Workspace"][];
        };
        /** @description As a person sees it: width and height after orientation. */
        Measurement: {
            alpha?: boolean;
            bytes: number;
            format: string;
            height: number;
            /** @enum {string} */
            media: "image";
            pages?: number;
            width: number;
        } | {
            audioTracks: number;
            bytes: number;
            codec: string;
            durationMs: number;
            format: string;
            frameRate: {
                den: number;
                num: number;
            };
            frames: number;
            hdr?: string;
            height: number;
            /** @enum {string} */
            media: "video";
            rotation?: 0 | 90 | 180 | 270;
            variable?: boolean;
            width: number;
        };
        Member: {
            email: string;
            id: string;
            name: string;
            /** @enum {string} */
            role: "owner" | "admin" | "producer" | "editor" | "reviewer" | "viewer";
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            since: string;
        };
        ModelPack: {
            downloadBytes: number;
            files: {
                bytes: number;
                name: string;
                sha256: string;
            }[];
            id: string;
            /** @description What it takes on the disk once installed. */
            installedBytes: number;
            licence: {
                code: string;
                notice: string;
                /** @description What is not settled about the licence, in words. */
                unclear: string | null;
                weights: string;
            };
            /** @description Where the weights come from; none of its code is run. */
            package: {
                integrity: string;
                name: string;
                version: string;
            };
            /** @description Why the last installation did not come to its end. */
            problem: {
                /** @description What the refused request charged: "nothing", or an amount in words. */
                charged: string;
                /** @description Stable; never changes its meaning. */
                code: string;
                data?: {
                    [key: string]: unknown;
                };
                /** @description The cause in words, with the numbers of this case. */
                detail: string;
                /** @description What to do now. */
                next: string;
                status: number;
                title: string;
                type: string;
            } | null;
            /** @description While it is installed; null otherwise. */
            progress: {
                /** @description Of the step, 0 to 1. */
                share: number;
                /** @enum {string} */
                step: "download" | "convert";
            } | null;
            purpose: string;
            /** @enum {string} */
            state: "available" | "installing" | "installed" | "corrupt";
            title: string;
            /** @description Tools that need it. */
            tools: string[];
        };
        ModelPacks: {
            items: components["schemas"]["ModelPack"][];
            /** @description What the installed packs take on the disk. */
            usedBytes: number;
        };
        MoneyAmount: {
            /** @example 5.00 */
            amount: string;
            currency: string;
        };
        Movement: {
            /**
             * @description Change of what is owned (available and held together): a hold or a return changes nothing, a charge is negative.
             * @example 18.5
             */
            amount: string;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            at: string;
            attempt: number | null;
            available: components["schemas"]["Amount"];
            /**
             * @description Available and held together, after it.
             * @example 18.5
             */
            balance: string;
            /** @description Person or API key, by name. */
            by: string | null;
            client: string | null;
            held: components["schemas"]["Amount"];
            id: string;
            /** @example itr_01jd3v6x8m4q2r9t5w7y0zabcd */
            iteration: string | null;
            key: string | null;
            /** @enum {string} */
            kind: "grant" | "hold" | "charge" | "return" | "refund" | "expiry";
            member: string | null;
            /** @example prj_01jd3v6x8m4q2r9t5w7y0zabcd */
            project: string | null;
            projectName: string | null;
            /** @example qt_01jd3v6x8m4q2r9t5w7y0zabcd */
            quote: string | null;
            quoted: {
                low: components["schemas"]["Amount"];
                most: components["schemas"]["Amount"];
            } | null;
            /** @description In words. */
            reason: string;
            /** @example rcp_01jd3v6x8m4q2r9t5w7y0zabcd */
            receipt: string | null;
            /** @description For a refund: the charge it gives back. */
            refunds: string | null;
            /** @description Name of the source file. */
            source: string | null;
            tool: string | null;
        };
        Plan: {
            grant: string;
            name: string;
            packs: {
                credits: string;
                expireAfterDays: number | null;
                id: string;
                name: string;
                price: components["schemas"]["MoneyAmount"];
            }[];
            pending: components["schemas"]["PlanChange"] | null;
            period: {
                /**
                 * Format: date-time
                 * @example 2026-11-22T10:00:00.000Z
                 */
                from: string;
                /**
                 * Format: date-time
                 * @example 2026-11-22T10:00:00.000Z
                 */
                until: string;
            };
            plan: string;
            plans: {
                discountPercent: string;
                grant: string;
                id: string;
                name: string;
                price: components["schemas"]["MoneyAmount"] | null;
                rollOver: string;
                /** @enum {string} */
                unit: "month" | "year";
            }[];
            price: components["schemas"]["MoneyAmount"] | null;
            rollOver: string;
            runOut: {
                days: number;
                /**
                 * Format: date-time
                 * @description The same at a pace that only one time in ten would be higher.
                 * @example 2026-11-22T10:00:00.000Z
                 */
                early: string | null;
                expiringSoon: {
                    amount: components["schemas"]["Amount"];
                    /**
                     * Format: date-time
                     * @example 2026-11-22T10:00:00.000Z
                     */
                    at: string;
                }[];
                /**
                 * Format: date-time
                 * @description When the credits run out at that pace; null: not within a year, or no pace.
                 * @example 2026-11-22T10:00:00.000Z
                 */
                likely: string | null;
                /** @description Credits a day; null where nothing was spent. */
                pace: string | null;
            };
            /** @enum {string} */
            unit: "month" | "year";
        };
        PlanAdvice: {
            best: string | null;
            current: string;
            edits: number;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            from: string;
            plans: {
                bought: components["schemas"]["Amount"];
                expired: components["schemas"]["Amount"];
                /** @description Plan and packs together over these days. */
                money: components["schemas"]["MoneyAmount"] | null;
                name: string;
                packs: number;
                plan: string;
                /** @description How many edits the plan's limits would have refused. */
                refused: number;
                /** @description How many could not have been paid. */
                short: number;
                spent: components["schemas"]["Amount"];
            }[];
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            until: string;
            /** @enum {string} */
            why: "too-little-history" | "no-prices" | "stay" | "upgrade" | "downgrade";
        };
        PlanChange: {
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            askedAt: string;
            credits: components["schemas"]["Amount"];
            cut: components["schemas"]["Amount"];
            due: components["schemas"]["MoneyAmount"] | null;
            from: string;
            /** @example pch_01jd3v6x8m4q2r9t5w7y0zabcd */
            id: string;
            /** @enum {string} */
            state: "pending" | "done" | "cancelled";
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            takesEffect: string;
            to: string;
        };
        PlanChangeRequest: {
            plan: string;
            /**
             * @default now
             * @enum {string}
             */
            when: "now" | "period-end";
        };
        PlanPreview: {
            /**
             * @description Granted at once for the rest of the period: the difference of the grants, prorated.
             * @example 18.5
             */
            credits: string;
            /** @description To be paid for the rest of the period; null where the price book names no price. */
            due: components["schemas"]["MoneyAmount"] | null;
            from: string;
            /**
             * @description What the plan's credits are cut to; null where nothing is cut.
             * @example 18.5
             */
            keepsAtMost: string | null;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            periodEnds: string;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            takesEffect: string;
            to: string;
            /** @enum {string} */
            when: "now" | "period-end";
        };
        /** @description The price book in force, whole. */
        PriceBookDocument: {
            book: {
                [key: string]: unknown;
            };
            digest: string;
        };
        PriceBookEntry: {
            /** @description Against the book before it. Null: there is none, or it is of a format that is no longer read. */
            changes: components["schemas"]["BookChange"][] | null;
            digest: string;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            effective: string;
            id: string;
            note: string | null;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            publishedAt: string;
            /** @description A member of this workspace; null where it came with the studio or was published from elsewhere. */
            publishedBy: string | null;
            /** @enum {string} */
            state: "upcoming" | "in_force" | "past";
            version: string;
        };
        PriceBookPreview: {
            /** @description The book in force, which it is compared with. */
            against: {
                digest: string;
                id: string;
                version: string;
            };
            /** @description Null where the document cannot be read. */
            book: {
                digest: string;
                /**
                 * Format: date-time
                 * @example 2026-11-22T10:00:00.000Z
                 */
                effective: string;
                id: string;
                version: string;
            } | null;
            /** @description Null where the book has errors. */
            changes: components["schemas"]["BookChange"][] | null;
            findings: components["schemas"]["BookFinding"][];
            /** @description Why publishing it now would be refused; null where it can be published. */
            refusal: components["schemas"]["Problem"] | null;
            /** @description Null where the book has errors. */
            replay: components["schemas"]["PriceBookReplay"] | null;
        };
        PriceBookPreviewRequest: {
            /** @description The whole price book, in the format of price-book.schema.json. */
            document: {
                [key: string]: unknown;
            };
        };
        /** @description The last 30 days of the workspace under another book. */
        PriceBookReplay: {
            /**
             * @description What the same would cost under the new book.
             * @example 18.5
             */
            after: string;
            /** @description Results that were delivered in the period. */
            attempts: number;
            /**
             * @description What they cost: charges without refunds.
             * @example 18.5
             */
            before: string;
            cheaper: number;
            /** @description Runs that would cost more. */
            dearer: number;
            /**
             * @description after minus before.
             * @example 18.5
             */
            difference: string;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            from: string;
            /** @description The runs whose price changes most, at most 20. */
            largest: {
                after: components["schemas"]["Amount"];
                /**
                 * Format: date-time
                 * @example 2026-11-22T10:00:00.000Z
                 */
                at: string;
                attempts: number;
                before: components["schemas"]["Amount"];
                difference: components["schemas"]["Amount"];
                /** @example prj_01jd3v6x8m4q2r9t5w7y0zabcd */
                project: string;
                /** @example run_01jd3v6x8m4q2r9t5w7y0zabcd */
                run: string;
                sources: number;
                tool: string;
            }[];
            /** @description Runs that the new book would refuse, newest first, at most 100. */
            refused: {
                /**
                 * Format: date-time
                 * @example 2026-11-22T10:00:00.000Z
                 */
                at: string;
                code: string;
                detail: string;
                /**
                 * @description What it cost; not part of "before".
                 * @example 18.5
                 */
                paid: string;
                /** @example prj_01jd3v6x8m4q2r9t5w7y0zabcd */
                project: string;
                /**
                 * @description at_fault: the book cannot be computed for a file of this run.
                 * @enum {string}
                 */
                reason: "not_offered" | "above_limit" | "at_fault";
                /** @example run_01jd3v6x8m4q2r9t5w7y0zabcd */
                run: string;
                tool: string;
            }[];
            refusedRuns: number;
            runs: number;
            same: number;
            tools: {
                /**
                 * @description What the same would cost under the new book.
                 * @example 18.5
                 */
                after: string;
                /** @description Results that were delivered in the period. */
                attempts: number;
                /**
                 * @description What they cost: charges without refunds.
                 * @example 18.5
                 */
                before: string;
                /**
                 * @description after minus before.
                 * @example 18.5
                 */
                difference: string;
                runs: number;
                tool: string;
            }[];
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            until: string;
        };
        /** @description RFC 9457 problem details. */
        Problem: {
            /** @description What the refused request charged: "nothing", or an amount in words. */
            charged: string;
            /** @description Stable; never changes its meaning. */
            code: string;
            data?: {
                [key: string]: unknown;
            };
            /** @description The cause in words, with the numbers of this case. */
            detail: string;
            /** @description What to do now. */
            next: string;
            status: number;
            title: string;
            type: string;
        };
        Project: {
            assets: number;
            brief: components["schemas"]["Brief"] | null;
            charged: components["schemas"]["Amount"];
            client: string | null;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            createdAt: string;
            /** @example prj_01jd3v6x8m4q2r9t5w7y0zabcd */
            id: string;
            name: string;
        };
        ProjectChange: {
            brief?: components["schemas"]["Brief"] | null;
            client?: string | null;
            name?: string;
        };
        ProjectRequest: {
            brief?: components["schemas"]["Brief"] | null;
            client?: string | null;
            name: string;
        };
        PublishRequest: {
            /** @description The whole price book, in the format of price-book.schema.json. */
            document: {
                [key: string]: unknown;
            };
            note?: string;
        };
        Purchase: {
            by: string | null;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            createdAt: string;
            credits: components["schemas"]["Amount"];
            /** @example pur_01jd3v6x8m4q2r9t5w7y0zabcd */
            id: string;
            invoice: string | null;
            money: components["schemas"]["MoneyAmount"];
            note: string | null;
            pack: string | null;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            paidAt: string | null;
            /** @description Where an open one is paid. */
            payAt: string | null;
            /** @enum {string} */
            provider: "manual" | "stripe";
            reference: string | null;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            refundedAt: string | null;
            /** @enum {string} */
            state: "open" | "paid" | "failed" | "expired" | "refunded";
            /**
             * @description Credits that were still there when it was paid back.
             * @example 18.5
             */
            takenBack: string;
        };
        PurchaseRecord: {
            amount: string;
            credits: components["schemas"]["Amount"];
            currency: string;
            note?: string;
            /** @description Your own invoice number or the like. */
            reference: string;
        };
        PurchaseRequest: {
            pack: string;
        };
        /** @description An estimate that binds: the charge is never above "most". */
        Quote: {
            balance: {
                after: components["schemas"]["Amount"];
                available: components["schemas"]["Amount"];
                enough: boolean;
                held: components["schemas"]["Amount"];
            };
            book: components["schemas"]["BookReference"];
            digest: string;
            eta: {
                high: number;
                low: number;
            } | null;
            iterations: number;
            likely: components["schemas"]["Amount"];
            limits: components["schemas"]["LimitState"][];
            low: components["schemas"]["Amount"];
            most: components["schemas"]["Amount"];
            onFailure: {
                cancelled: string;
                defective: string;
                failed: string;
            };
            options: {
                [key: string]: string | number | boolean;
            };
            plan: string;
            /** @example prj_01jd3v6x8m4q2r9t5w7y0zabcd */
            project: string;
            quality: string | null;
            /** @example qt_01jd3v6x8m4q2r9t5w7y0zabcd */
            quote: string;
            /** @example run_01jd3v6x8m4q2r9t5w7y0zabcd */
            run: string | null;
            sources: components["schemas"]["SourceEstimate"][];
            /** @enum {string} */
            state: "open" | "accepted" | "expired";
            tool: string;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            validUntil: string;
        };
        QuoteRequest: {
            /**
             * @description Attempts planned for each source under one quote.
             * @default 1
             */
            iterations: number;
            options?: {
                [key: string]: string | number | boolean;
            };
            /** @example prj_01jd3v6x8m4q2r9t5w7y0zabcd */
            project: string;
            prompt?: string;
            quality?: string | null;
            seed?: number;
            sources: {
                /** @example ast_01jd3v6x8m4q2r9t5w7y0zabcd */
                asset: string;
                sha256?: string;
                /** @example ver_01jd3v6x8m4q2r9t5w7y0zabcd */
                version?: string;
            }[];
            tool: string;
        };
        Receipt: {
            book: components["schemas"]["BookReference"];
            charged: components["schemas"]["Amount"];
            /**
             * @description charged minus refunded.
             * @example 18.5
             */
            final: string;
            held: components["schemas"]["Amount"];
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            issuedAt: string;
            iterations: {
                attempt: number;
                charge: components["schemas"]["Amount"];
                dispute: components["schemas"]["DisputeReference"] | null;
                /** @example itr_01jd3v6x8m4q2r9t5w7y0zabcd */
                id: string;
                inspection: components["schemas"]["Inspection"] | null;
                lines: components["schemas"]["EstimateLine"][];
                refunded: components["schemas"]["Amount"];
                result: {
                    bytes: number;
                    height: number;
                    path: string;
                    sha256: string;
                    width: number;
                } | null;
                source: string;
                sourceSha256: string;
                verdict: string | null;
            }[];
            ledger: {
                head: string;
                transaction: string | null;
            };
            /** @example prj_01jd3v6x8m4q2r9t5w7y0zabcd */
            project: string;
            /** @example qt_01jd3v6x8m4q2r9t5w7y0zabcd */
            quote: string;
            quoted: {
                low: components["schemas"]["Amount"];
                most: components["schemas"]["Amount"];
            };
            /** @example rcp_01jd3v6x8m4q2r9t5w7y0zabcd */
            receipt: string;
            refunded: components["schemas"]["Amount"];
            returned: components["schemas"]["Amount"];
            /** @example run_01jd3v6x8m4q2r9t5w7y0zabcd */
            run: string;
            /** @enum {string} */
            state: "open" | "closed";
            tool: string;
        };
        RequestRequest: {
            /**
             * @description Refuse if the quote's most is above this.
             * @example 18.5
             */
            maxCredits?: string;
            /** @default  */
            note: string;
            /** @example qt_01jd3v6x8m4q2r9t5w7y0zabcd */
            quote: string;
            /** @description What the caller believes it is editing; a difference is refused with quote_mismatch. */
            sources?: {
                /** @example ast_01jd3v6x8m4q2r9t5w7y0zabcd */
                asset: string;
                sha256: string;
            }[];
            /** @description Start all planned attempts at once instead of one after each rejection. */
            variations?: boolean;
        };
        Run: {
            /**
             * @description What would come back if the run were cancelled now.
             * @example 18.5
             */
            cancelReturns: string;
            charged: components["schemas"]["Amount"];
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            endedAt: string | null;
            /**
             * @description Still held for this run.
             * @example 18.5
             */
            held: string;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            holdExpiresAt: string | null;
            /** @example run_01jd3v6x8m4q2r9t5w7y0zabcd */
            id: string;
            low: components["schemas"]["Amount"];
            most: components["schemas"]["Amount"];
            options: {
                [key: string]: string | number | boolean;
            };
            /** @example prj_01jd3v6x8m4q2r9t5w7y0zabcd */
            project: string;
            quality: string | null;
            /** @example qt_01jd3v6x8m4q2r9t5w7y0zabcd */
            quote: string;
            /** @example rcp_01jd3v6x8m4q2r9t5w7y0zabcd */
            receipt: string;
            refunded: components["schemas"]["Amount"];
            returned: components["schemas"]["Amount"];
            sources: components["schemas"]["RunSource"][];
            /**
             * @description waiting: every started attempt has ended; verdicts are open and credits still held.
             * @enum {string}
             */
            state: "running" | "waiting" | "ended";
            tool: string;
        };
        RunSource: {
            /** @example ast_01jd3v6x8m4q2r9t5w7y0zabcd */
            asset: string;
            attemptsLeft: number;
            iterations: components["schemas"]["Iteration"][];
            name: string;
            /**
             * @description What one more attempt with the same settings would charge; null when none is left.
             * @example 18.5
             */
            nextCharge: string | null;
            position: number;
            /** @enum {string} */
            state: "open" | "kept" | "ended";
            version: components["schemas"]["Version"];
        };
        SharedEstimate: {
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            createdAt: string;
            /** @description Null for readers from outside. */
            createdBy: string | null;
            /** @description As it was shared. */
            estimate: {
                book: components["schemas"]["BookReference"];
                eta: {
                    high: number;
                    low: number;
                } | null;
                iterations: number;
                likely: components["schemas"]["Amount"];
                /** @description Null for readers from outside. */
                limits: components["schemas"]["LimitState"][] | null;
                low: components["schemas"]["Amount"];
                most: components["schemas"]["Amount"];
                onFailure: {
                    cancelled: string;
                    defective: string;
                    failed: string;
                };
                options: {
                    [key: string]: string | number | boolean;
                };
                plan: string;
                quality: string | null;
                sources: components["schemas"]["SourceEstimate"][];
                tool: string;
                /**
                 * Format: date-time
                 * @example 2026-11-22T10:00:00.000Z
                 */
                validUntil: string;
            };
            /** @example est_01jd3v6x8m4q2r9t5w7y0zabcd */
            id: string;
            /** @description Whether this reader may turn it into a quote. */
            mayQuote: boolean;
            /** @description The same inputs under the book in force. */
            now: {
                book: components["schemas"]["BookReference"];
                /** @description Whether a price differs, or there is none any more. */
                changed: boolean;
                difference: {
                    likely: components["schemas"]["Amount"];
                    low: components["schemas"]["Amount"];
                    most: components["schemas"]["Amount"];
                } | null;
                /**
                 * Format: date-time
                 * @example 2026-11-22T10:00:00.000Z
                 */
                effective: string;
                estimate: components["schemas"]["SharedFigures"] | null;
                /** @description Why there is no price any more. */
                refusal: components["schemas"]["Problem"] | null;
            };
            /** @example /e/est_01jd3v6x8m4q2r9t5w7y0zabcd */
            path: string;
            /**
             * @description By the setting of the workspace, as it is now.
             * @enum {string}
             */
            readableBy: "members" | "anyone";
            /** @enum {string} */
            reader: "member" | "outsider";
            title: string | null;
        };
        SharedEstimateEntry: {
            book: components["schemas"]["BookReference"];
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            createdAt: string;
            createdBy: string | null;
            /** @example est_01jd3v6x8m4q2r9t5w7y0zabcd */
            id: string;
            low: components["schemas"]["Amount"];
            most: components["schemas"]["Amount"];
            path: string;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            revokedAt: string | null;
            sources: number;
            title: string | null;
            tool: string;
        };
        /** @description An estimate without the balance of the workspace. Readers from outside get no SHA-256 of files. */
        SharedFigures: {
            book: components["schemas"]["BookReference"];
            eta: {
                high: number;
                low: number;
            } | null;
            iterations: number;
            likely: components["schemas"]["Amount"];
            /** @description Null for readers from outside. */
            limits: components["schemas"]["LimitState"][] | null;
            low: components["schemas"]["Amount"];
            most: components["schemas"]["Amount"];
            onFailure: {
                cancelled: string;
                defective: string;
                failed: string;
            };
            options: {
                [key: string]: string | number | boolean;
            };
            plan: string;
            quality: string | null;
            sources: components["schemas"]["SourceEstimate"][];
            tool: string;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            validUntil: string;
        };
        SharedQuoteRequest: {
            /** @description For files whose SHA-256 the estimate does not know, or to choose between several. */
            assets?: {
                /** @example ast_01jd3v6x8m4q2r9t5w7y0zabcd */
                asset: string;
                /** @description Position in the estimate, from 0. */
                source: number;
            }[];
            /**
             * @description Where the files are; found by their SHA-256 where it is left out.
             * @example prj_01jd3v6x8m4q2r9t5w7y0zabcd
             */
            project?: string;
        };
        /** @description As for an estimate; a "balance" is not kept. The names of the files can be read by whoever can read the link. */
        ShareRequest: {
            /**
             * @description What if: this many credits available.
             * @example 18.5
             */
            balance?: string;
            /**
             * @description Attempts planned for each source under one quote.
             * @default 1
             */
            iterations: number;
            options?: {
                [key: string]: string | number | boolean;
            };
            /** @description What if: price under this plan instead of the workspace's own. */
            plan?: string;
            /**
             * @description Where it would run: whose limits it falls under.
             * @example prj_01jd3v6x8m4q2r9t5w7y0zabcd
             */
            project?: string;
            quality?: string | null;
            sources: ({
                measurement: components["schemas"]["Measurement"];
                name: string;
                sha256?: string;
            } | {
                /** @example ast_01jd3v6x8m4q2r9t5w7y0zabcd */
                asset: string;
            })[];
            title?: string;
            tool: string;
        };
        SimulateLimitRequest: {
            /** @default 90 */
            days: number;
            /**
             * @description Credits as a decimal string with at most three places.
             * @example 18.5
             */
            maximum: string;
            /**
             * @description Days and months in UTC; rolling is the last 24 hours.
             * @enum {string}
             */
            period: "day" | "month" | "rolling" | "total";
            /** @enum {string} */
            scope: "workspace" | "member" | "project" | "key";
            /** @description Id of the member, project or key; absent: each of them apart. */
            subject?: string | null;
        };
        SourceEstimate: {
            likely: components["schemas"]["Amount"];
            lines: components["schemas"]["EstimateLine"][];
            linesMost: components["schemas"]["EstimateLine"][];
            low: components["schemas"]["Amount"];
            measurement: components["schemas"]["Measurement"];
            most: components["schemas"]["Amount"];
            name: string;
            result: {
                durationMs?: number;
                format: string;
                frames?: number;
                height: number;
                width: number;
            };
            sha256?: string;
        };
        SpendRequest: {
            /**
             * @description The quote's most.
             * @example 18.5
             */
            amount: string;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            decidedAt: string | null;
            decidedBy: string | null;
            decisionNote: string | null;
            /**
             * Format: date-time
             * @description Until then it can be decided, and its quote is valid.
             * @example 2026-11-22T10:00:00.000Z
             */
            expiresAt: string;
            /** @example req_01jd3v6x8m4q2r9t5w7y0zabcd */
            id: string;
            note: string;
            /** @example prj_01jd3v6x8m4q2r9t5w7y0zabcd */
            project: string;
            projectName: string;
            /** @example qt_01jd3v6x8m4q2r9t5w7y0zabcd */
            quote: string;
            requestedBy: string | null;
            /**
             * @description What was started once it was approved.
             * @example run_01jd3v6x8m4q2r9t5w7y0zabcd
             */
            run: string | null;
            /** @enum {string} */
            state: "open" | "approved" | "declined" | "withdrawn" | "expired";
            tool: string;
        };
        /** @description opening and the lines add up to closing. */
        Statement: {
            closing: {
                available: components["schemas"]["Amount"];
                head: string | null;
                held: components["schemas"]["Amount"];
                total: components["schemas"]["Amount"];
            };
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            from: string;
            lines: {
                amount: components["schemas"]["Amount"];
                available: components["schemas"]["Amount"];
                count: number;
                held: components["schemas"]["Amount"];
                /** @enum {string} */
                kind: "grant" | "hold" | "charge" | "return" | "refund" | "expiry";
            }[];
            movements: number;
            opening: {
                available: components["schemas"]["Amount"];
                head: string | null;
                held: components["schemas"]["Amount"];
                total: components["schemas"]["Amount"];
            };
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            until: string;
            workspace: string;
        };
        Tool: {
            help: string;
            id: string;
            media: string;
            options: {
                [key: string]: {
                    default?: string | number | boolean;
                    example?: string;
                    help: string;
                    /** @enum {string} */
                    kind: "choice" | "integer" | "flag" | "text" | "picture";
                    label: string;
                    max?: number;
                    min?: number;
                    most?: number;
                    pattern?: string;
                    values?: (string | number)[];
                };
            };
            qualities: {
                help: string;
                id: string;
                label: string;
            }[];
            summary: string;
            title: string;
            verb: string;
        };
        VerdictRequest: {
            /** @description With "rejected": start the next attempt under the same quote, with these changes. */
            again?: {
                options?: {
                    [key: string]: string | number | boolean;
                };
                prompt?: string;
                quality?: string | null;
                seed?: number;
            };
            /** @enum {string} */
            verdict: "kept" | "rejected";
        };
        Verification: {
            entries: number;
            findings: {
                ref: string;
                wallet: string;
                what: string;
            }[];
            head: string;
            movements: number;
            ok: boolean;
        };
        /** @description Immutable bytes of an asset. */
        Version: {
            /** @example ast_01jd3v6x8m4q2r9t5w7y0zabcd */
            asset: string;
            bytes: number;
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            createdAt: string;
            /** @example ver_01jd3v6x8m4q2r9t5w7y0zabcd */
            id: string;
            /** @example itr_01jd3v6x8m4q2r9t5w7y0zabcd */
            iteration: string | null;
            measurement: components["schemas"]["Measurement"];
            mediaType: string;
            sha256: string;
        };
        Workspace: {
            id: string;
            name: string;
            plan: string;
            /** @enum {string} */
            role: "owner" | "admin" | "producer" | "editor" | "reviewer" | "viewer";
        };
        WorkspaceSettings: {
            /**
             * Format: date-time
             * @example 2026-11-22T10:00:00.000Z
             */
            changedAt: string | null;
            changedBy: string | null;
            /** @description Shared estimates can be read with their link alone, without an account. */
            shareEstimates: boolean;
        };
        WorkspaceSettingsChange: {
            shareEstimates?: boolean;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Asset */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Asset"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listVersions: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Versions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Version"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeBackup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file itself. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readBalance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Balance */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Balance"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCharges: {
        parameters: {
            query?: {
                client?: string;
                cursor?: string;
                /** @description A day (its midnight in UTC) or a moment. */
                from?: string;
                key?: string;
                /** @description Kinds, separated by commas. */
                kind?: string;
                limit?: number;
                member?: string;
                project?: string;
                receipt?: string;
                tool?: string;
                /** @description Not included. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Movements */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Movement"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readCosts: {
        parameters: {
            query?: {
                by?: "project" | "client" | "member" | "key" | "tool" | "month";
                client?: string;
                /** @description A day (its midnight in UTC) or a moment. */
                from?: string;
                key?: string;
                member?: string;
                project?: string;
                receipt?: string;
                tool?: string;
                /** @description Not included. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Costs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Costs"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportCharges: {
        parameters: {
            query?: {
                client?: string;
                /** @description focus: FOCUS 1.3, charges and refunds in money. */
                format?: "csv" | "json" | "focus";
                /** @description A day (its midnight in UTC) or a moment. */
                from?: string;
                key?: string;
                /** @description Kinds, separated by commas. */
                kind?: string;
                member?: string;
                project?: string;
                receipt?: string;
                tool?: string;
                /** @description Not included. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readStatement: {
        parameters: {
            query: {
                from: string;
                until: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Statement */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    statementPdf: {
        parameters: {
            query: {
                from: string;
                until: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file itself. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDisputes: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                /** @description Only my own. */
                mine?: "1";
                state?: "open" | "refunded" | "declined" | "withdrawn";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Disputes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Dispute"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openDispute: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required. 8 to 200 characters of your own; the same key with the same request returns the first answer. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisputeRequest"];
            };
        };
        responses: {
            /** @description Dispute */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dispute"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readDispute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Dispute */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dispute"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decideDispute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisputeDecision"];
            };
        };
        responses: {
            /** @description Decided */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dispute"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawDispute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Withdrawn */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dispute"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disputeStatistics: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Figures */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DisputeStatistics"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makeEstimate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EstimateRequest"];
            };
        };
        responses: {
            /** @description Estimate */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Estimate"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    estimateElsewhere: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EstimateRequest"];
            };
        };
        responses: {
            /** @description Prices elsewhere */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Elsewhere"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shareEstimate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShareRequest"];
            };
        };
        responses: {
            /** @description Shared estimate */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharedEstimate"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readFirstRun: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description State */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FirstRunState"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    firstRun: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FirstRunRequest"];
            };
        };
        responses: {
            /** @description Signed in as owner */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    giveVerdict: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required. 8 to 200 characters of your own; the same key with the same request returns the first answer. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerdictRequest"];
            };
        };
        responses: {
            /** @description Run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Keys */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ApiKey"][];
                    };
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makeKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyRequest"];
            };
        };
        responses: {
            /** @description Key */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyMade"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportLedger: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON lines */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyLedger: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Report */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLimits: {
        parameters: {
            query?: {
                /** @description Only those that the caller's next run falls under. */
                mine?: "1";
                /** @description With mine: in this project. */
                project?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Limits; of one for each member, project or key, a row for itself and one for everybody who used it in this period */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Limit"][];
                    };
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setLimit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LimitRequest"];
            };
        };
        responses: {
            /** @description All limits */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Limit"][];
                    };
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeLimit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    simulateLimit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SimulateLimitRequest"];
            };
        };
        responses: {
            /** @description What it would have stopped */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LimitSimulation"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMembers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Members */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Member"][];
                    };
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Model packs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelPacks"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pack */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelPack"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    installModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pack */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelPack"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    paymentEvent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changed: boolean;
                    };
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readPlan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Plan */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    advisePlan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Advice */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanAdvice"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePlan: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required. 8 to 200 characters of your own; the same key with the same request returns the first answer. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanChangeRequest"];
            };
        };
        responses: {
            /** @description The change */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanChange"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelPlanChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Taken back */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewPlan: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanChangeRequest"];
            };
        };
        responses: {
            /** @description What it would come to */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanPreview"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readPriceBook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Book and digest */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceBookDocument"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPriceBooks: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Price books */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PriceBookEntry"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publishPriceBook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishRequest"];
            };
        };
        responses: {
            /** @description Published */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceBookEntry"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readPublishedBook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                digest: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Book and digest */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceBookDocument"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewPriceBook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceBookPreviewRequest"];
            };
        };
        responses: {
            /** @description Preview */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceBookPreview"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProjects: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Projects */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Project"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makeProject: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectRequest"];
            };
        };
        responses: {
            /** @description Project */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Project */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectChange"];
            };
        };
        responses: {
            /** @description Project */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAssets: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Assets */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Asset"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPurchases: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Purchases */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Purchase"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    buyPack: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required. 8 to 200 characters of your own; the same key with the same request returns the first answer. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PurchaseRequest"];
            };
        };
        responses: {
            /** @description Purchase */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Purchase"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readPurchase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Purchase */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Purchase"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readInvoice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file itself. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recordPurchase: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required. 8 to 200 characters of your own; the same key with the same request returns the first answer. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PurchaseRecord"];
            };
        };
        responses: {
            /** @description Purchase */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Purchase"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makeQuote: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuoteRequest"];
            };
        };
        responses: {
            /** @description Quote */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quote"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readQuote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Quote */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quote"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acceptQuote: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required. 8 to 200 characters of your own; the same key with the same request returns the first answer. */
                "idempotency-key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptRequest"];
            };
        };
        responses: {
            /** @description Run */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readReceipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Receipt */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRequests: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                /** @description Only my own. */
                mine?: "1";
                state?: "open" | "approved" | "declined" | "withdrawn" | "expired";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Requests */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SpendRequest"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makeRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description Required. 8 to 200 characters of your own; the same key with the same request returns the first answer. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestRequest"];
            };
        };
        responses: {
            /** @description Request */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpendRequest"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Request */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpendRequest"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionNote"];
            };
        };
        responses: {
            /** @description Approved, with its run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpendRequest"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    declineRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionNote"];
            };
        };
        responses: {
            /** @description Declined */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpendRequest"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Withdrawn */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpendRequest"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRuns: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                project?: string;
                state?: "running" | "waiting" | "ended";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Run"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watchRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description text/event-stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSharedEstimates: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shared estimates */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SharedEstimateEntry"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readSharedEstimate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shared estimate */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharedEstimate"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeSharedEstimate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Withdrawn */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    quoteSharedEstimate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SharedQuoteRequest"];
            };
        };
        responses: {
            /** @description Quote */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quote"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTools: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tools */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Tool"][];
                    };
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readContent: {
        parameters: {
            query?: {
                download?: "1";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file itself. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The file itself. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readPreview: {
        parameters: {
            query?: {
                edge?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file itself. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readWorkspaceSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Settings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceSettings"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeWorkspaceSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkspaceSettingsChange"];
            };
        };
        responses: {
            /** @description Settings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceSettings"];
                };
            };
            /** @description Refused; see "code". */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
