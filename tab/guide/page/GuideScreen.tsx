import { Page } from '../../components/Page.tsx'
import { useGuideWords } from '../words.ts'
import { GuideArticle } from './GuideArticle.tsx'

/** `/guide` inside the tab. The same without sign-in is `guide.html`. */
export default function GuideScreen() {
  const { page } = useGuideWords()
  return (
    <Page title={page.title}>
      <GuideArticle titled={false} />
    </Page>
  )
}
