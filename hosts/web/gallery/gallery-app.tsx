import { LocaleProvider, PreferencesProvider, parseUrlSearch, stringifyUrlSearch, ToastProvider } from '@griot/ui';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { Gallery } from './gallery.tsx';

const router = createRouter({
  routeTree: createRootRoute({ component: Gallery, notFoundComponent: Gallery }),
  history: createMemoryHistory({ initialEntries: ['/'] }),
  parseSearch: parseUrlSearch,
  stringifySearch: stringifyUrlSearch,
});

/** `/ui`: stands alone, without a session and without a server. */
export default function GalleryApp() {
  return (
    <PreferencesProvider>
      <LocaleProvider tenant={{ locale: null, timeZone: 'Africa/Abidjan', currency: 'XOF' }}>
        <ToastProvider>
          <RouterProvider router={router} />
        </ToastProvider>
      </LocaleProvider>
    </PreferencesProvider>
  );
}
