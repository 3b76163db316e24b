// SPDX-License-Identifier: MIT
// What people do in a browser, page load by page load, and who they are then. A step is a method of the SDK with its
// arguments, or one of `journey` in pages.mjs.

/**
 * `calls` is what the SDK makes of the steps: "type anonymousId userId", - for none; "before" says which id an alias
 * replaces. `who` is what a person would draw of them; a reading that is not listed is to say what the Spec's says.
 * The SDK makes anonymousIds up, here they are numbered; user:anon1 is one that was sent as a userId.
 */
export const journeys = {
    // Two people, one after the other in one browser; the second has had another account once.
    reset: {
        pages: [
            [['page', 'Shop', 'Home'], ['track', 'Products Searched', { query: 'games' }]],
            [['page', 'Shop', 'Sign up'], ['identify', 'u_ada', { name: 'Ada' }], ['track', 'Signed Up']],
            [['page', 'Shop', 'Account'], ['reset'], ['page', 'Shop', 'Home']],
            [['page', 'Shop', 'Sign in'], ['identify', 'u_77', { name: 'Ben' }], ['reset']],
            [['page', 'Shop', 'Sign in'], ['identify', 'u_ben', { name: 'Ben' }], ['alias', 'u_ben', 'u_77']],
            [['track', 'Order Completed', { order_id: 'o_1' }]],
        ],
        calls: ['page anon1 -', 'track anon1 -', 'page anon1 -', 'identify anon1 u_ada', 'track anon1 u_ada',
            'page anon1 u_ada', 'page anon2 -', 'page anon2 -', 'identify anon2 u_77', 'page anon3 -',
            'identify anon3 u_ben', 'alias anon3 u_ben before u_77', 'track anon3 u_ben'],
        who: {
            spec: {
                people: ['anon1 u_ada', 'anon2 u_77 anon3 u_ben'],
                links: ['#4 identify anon1 u_ada', '#9 identify anon2 u_77', '#11 identify anon3 u_ben',
                    '#12 alias u_77 u_ben'],
                conflicts: [],
            },
            unify: {
                people: ['anon1 u_ada', 'anon2 u_77', 'anon3 u_ben'],
                links: ['#4 identify anon1 u_ada', '#9 identify anon2 u_77', '#11 identify anon3 u_ben'],
                conflicts: [],
            },
        },
    },
    // The second user signs in while the first is: this SDK takes another anonymousId by itself.
    no_reset: {
        pages: [
            [['page', 'Shop', 'Home'], ['identify', 'u_ada', { name: 'Ada' }]],
            [['page', 'Shop', 'Account'], ['identify', 'u_ben', { name: 'Ben' }]],
            [['page', 'Shop', 'Home']],
        ],
        calls: ['page anon1 -', 'identify anon1 u_ada', 'page anon1 u_ada', 'identify anon2 u_ben', 'page anon2 u_ben'],
        who: {
            spec: {
                people: ['anon1 u_ada', 'u_ben anon2'],
                links: ['#2 identify anon1 u_ada', '#4 identify anon2 u_ben'],
                conflicts: [],
            },
        },
    },
    // The first user is signed out by hand: the anonymousId stays, and goes to the second. Unify would leave it with
    // the first, and the second without.
    shared: {
        pages: [
            [['page', 'Shop', 'Home'], ['identify', 'u_ada', { name: 'Ada' }], ['track', 'Signed In']],
            [['page', 'Shop', 'Account'], ['forgetUser']],
            [['page', 'Shop', 'Home'], ['identify', 'u_ben', { name: 'Ben' }]],
            [['track', 'Order Completed', { order_id: 'o_1' }]],
        ],
        calls: ['page anon1 -', 'identify anon1 u_ada', 'track anon1 u_ada', 'page anon1 u_ada', 'page anon1 -',
            'identify anon1 u_ben', 'track anon1 u_ben'],
        who: {
            spec: {
                people: ['anon1 u_ada', 'anon1 u_ben'],
                links: ['#2 identify anon1 u_ada', '#6 identify anon1 u_ben'],
                conflicts: ['#6 shared-anonymous-id anon1 u_ada u_ben'],
            },
            unify: { people: ['anon1 u_ada', 'u_ben'], links: ['#2 identify anon1 u_ada'], conflicts: [] },
        },
    },
    // The old id and the new one change places.
    alias_reversed: {
        pages: [
            [['page', 'Shop', 'Home'], ['identify', 'u_ada', { name: 'Ada' }], ['track', 'Signed In'], ['reset']],
            [['page', 'Shop', 'Home'], ['aliasFrom', 'u_ada'], ['track', 'Products Searched', { query: 'games' }]],
            [['identify', 'u_ada']],
        ],
        calls: ['page anon1 -', 'identify anon1 u_ada', 'track anon1 u_ada', 'page anon2 -',
            'alias anon2 anon2 before u_ada', 'track anon2 -', 'identify anon2 u_ada'],
        who: {
            spec: {
                people: ['anon1 u_ada anon2 user:anon2'],
                links: ['#2 identify anon1 u_ada', '#5 alias u_ada user:anon2', '#5 observed anon2 user:anon2',
                    '#7 identify anon2 u_ada'],
                conflicts: ['#5 alias-reversed u_ada user:anon2'],
            },
            unify: {
                people: ['anon1 u_ada', 'anon2 user:anon2'],
                links: ['#2 identify anon1 u_ada', '#5 observed anon2 user:anon2'],
                conflicts: [],
            },
        },
    },
}
