import type { Share, SharedPage } from '../../src/api/schema';
import { daysAgo, id, json, minutesAgo, refused } from './conversation';
import type { Script } from './server';
import { CHATS, SIGNED_OUT } from './world';

const link = (name: string, more: Partial<Share>): Share => ({
  id: id(name),
  session_id: CHATS.crops.id,
  message_id: id('m'),
  include_tools: false,
  created_at: daysAgo(2),
  ...more,
});

const LINKS = json({
  items: [
    link('l1', { title: 'What to plant', expires_at: daysAgo(-28) }),
    link('l2', { include_tools: true }),
    link('l3', { title: 'For the water board', created_at: daysAgo(20), expires_at: daysAgo(13) }),
  ],
});

/** Some chats are shared. */
export const LINKED: Script = {
  'GET /shares': LINKS,
  [`GET /sessions/${CHATS.crops.id}/shares`]: LINKS,
};

const PAGE: SharedPage = {
  title: 'What to plant',
  include_tools: true,
  shared_at: minutesAgo(30),
  items: [
    {
      id: id('q1'),
      role: 'user',
      status: 'complete',
      parts: [
        { type: 'file', media_type: 'image/png' },
        {
          type: 'text',
          text: 'We have 40 hectares and 120 days of work. This is last year. What should we plant?',
        },
      ],
    },
    {
      id: id('a1'),
      role: 'assistant',
      status: 'complete',
      parts: [
        {
          type: 'tool',
          tool_name: 'solver_optimize',
          tool_status: 'success',
          input: { objective: { wheat: 300, beans: 500 } },
          output: { status: 'OPTIMAL', wheat: 20, beans: 20 },
        },
        {
          type: 'text',
          text: 'Plant **20 ha of wheat and 20 ha of beans**. That earns 16,000 €.\n\n| Crop | Area | Income |\n|---|---:|---:|\n| Wheat | 20 ha | 6,000 € |\n| Beans | 20 ha | 10,000 € |',
        },
      ],
    },
    {
      id: id('q2'),
      role: 'user',
      status: 'complete',
      parts: [{ type: 'text', text: 'Can you order the seeds?' }],
    },
    {
      id: id('a2'),
      role: 'assistant',
      status: 'failed',
      parts: [
        { type: 'tool', tool_name: 'order_seeds', tool_status: 'denied' },
        { type: 'text', text: 'I may not order them.' },
      ],
    },
  ],
};

/** What a stranger reads who has a link. */
export const SHARED: Script = { ...SIGNED_OUT, 'GET /shared/token': json(PAGE) };

/** The link has ended. */
export const GONE: Script = {
  ...SIGNED_OUT,
  'GET /shared/token': refused(404, 'not_found', 'There is no shared chat at this link.'),
};
